"""Charts drawn by the server as inline SVG: plain data in, text out, no style attributes, no script.

Every chart is `role="img"` with a sentence that holds its figures. An Toàn ends in a circle, Sản xuất in a
square, so that the goals differ without colour.
"""
