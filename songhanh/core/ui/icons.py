"""The product's icons: shapes on a 16 × 16 field, drawn in the colour of the text around them."""

STROKE = 'fill="none" stroke="currentColor" stroke-width="1.6"'
CUT = 'fill="none" class="st-surf"'  # drawn into a filled shape

ICONS: dict[str, str] = {
    "print": f'<path d="M4.5 5.5V2h7v3.5M4.5 12H2.2V6h11.6v6h-2.3" {STROKE}/>'
    f'<rect x="4.7" y="9.5" width="6.6" height="4.8" {STROKE}/>',
    "send": f'<path d="M1.5 8L14.5 2 10.5 14 7.4 9z" stroke-linejoin="round" {STROKE}/>',
    "download": f'<path d="M8 2v8M4.6 7L8 10.4 11.4 7M2.5 13.6h11" {STROKE}/>',
    "upload": f'<path d="M8 10.4V2.4M4.6 5.8L8 2.4l3.4 3.4M2.5 13.6h11" {STROKE}/>',
    "warning": '<path d="M8 1.4L15.2 14.4H.8z" fill="currentColor"/>'
    f'<path d="M8 6v4.2M8 11.4v1.6" stroke-width="1.7" {CUT}/>',
    "error": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>'
    f'<path d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" stroke-width="1.8" {CUT}/>',
    "done": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    f'<path d="M4.6 8.3l2.3 2.3 4.6-5" stroke-width="1.9" {CUT}/>',
    "clock": f'<circle cx="8" cy="8" r="6.2" {STROKE}/><path d="M8 4.4V8l2.6 1.7" {STROKE}/>',
    "return": f'<path d="M6.5 3L2.6 6.7l3.9 3.7M3 6.7h6.2a3.6 3.6 0 010 7.2H6" {STROKE}/>',
    "pencil": f'<path d="M2.5 13.5l.6-3 7.6-7.6 2.4 2.4-7.6 7.6z" {STROKE}/>',
    "ring": f'<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.6 2.2" {STROKE}/>',
    "extended": f'<circle cx="8" cy="8" r="6.2" {STROKE}/><path d="M4.6 8h6M8 5.2L10.8 8 8 10.8" {STROKE}/>',
    "exempt": f'<circle cx="8" cy="8" r="6.2" {STROKE}/><path d="M4.8 8h6.4" {STROKE}/>',
    "late": '<path d="M8 1.4L15.2 14.4H.8z" stroke-linejoin="round" '
    f'{STROKE}/><path d="M8 6v4M8 11.3v1.4" {STROKE}/>',
    "phone": '<path d="M4 1.8l2 3-1.3 1.6a9 9 0 004.9 4.9L11.2 10l3 2-.8 2.2C8 15 1 8 1.8 2.6z" '
    f'stroke-linejoin="round" {STROKE}/>',
    "document": f'<path d="M3.5 1.5h6l3.5 3.5v9.5h-9.5z" {STROKE}/>'
    f'<path d="M5.8 8h4.6M5.8 10.8h4.6" {STROKE}/>',
    "lock": '<rect x="3" y="7" width="10" height="7.5" rx="1" fill="currentColor"/>'
    f'<path d="M5.3 7V5a2.7 2.7 0 015.4 0v2" {STROKE}/>',
    "close": f'<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {STROKE}/>',
    "check": f'<path d="M2.8 8.6l3.4 3.4 7-7.6" {STROKE}/>',
    "cross": f'<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {STROKE}/>',
    "plus": f'<path d="M8 2.5v11M2.5 8h11" {STROKE}/>',
    "person": f'<circle cx="8" cy="5" r="3" {STROKE}/><path d="M2.4 14.2a5.6 5.6 0 0111.2 0" {STROKE}/>',
    "left": f'<path d="M10 3L5 8l5 5" {STROKE}/>',
    "right": f'<path d="M6 3l5 5-5 5" {STROKE}/>',
    "calendar": f'<rect x="2" y="3.4" width="12" height="11" rx="1" {STROKE}/>'
    f'<path d="M2 7h12M5.2 1.4v3M10.8 1.4v3" {STROKE}/>',
    "down": f'<path d="M3.5 6L8 10.5 12.5 6" {STROKE}/>',
    "sorted-up": f'<path d="M8 13.5V3M4 7l4-4 4 4" {STROKE}/>',
    "sorted-down": f'<path d="M8 2.5V13M4 9l4 4 4-4" {STROKE}/>',
    "columns": f'<path d="M2 2.5h12v11H2zM6 2.5v11M10 2.5v11" {STROKE}/>',
    "search": f'<circle cx="7" cy="7" r="4.6" {STROKE}/><path d="M10.5 10.5l3.7 3.7" {STROKE}/>',
}


def icon_svg(name: str) -> str:
    """The icon as inline SVG, hidden from screen readers: a word stands beside it or in the label."""
    return (
        f'<svg class="ic" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{ICONS[name]}</svg>'
    )
