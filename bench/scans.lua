-- Phones for wrk: every request is one scan of its own, just made.   wrk … -s scans.lua URL -- CODE.SECRET
function init(arguments)
  local seed = io.open("/dev/urandom", "rb"):read(4)
  math.randomseed(seed:byte(1) + seed:byte(2) * 256 + seed:byte(3) * 65536 + seed:byte(4) * 16777216)
  authorization = "Device " .. arguments[1]
  count = 0
end

function request()
  count = count + 1
  local now = os.time() * 1000
  local id = string.format("%08x-%04x-4%03x-8%03x-%06x%06x", math.random(0, 0x7fffffff), math.random(0, 0xffff),
    math.random(0, 0xfff), math.random(0, 0xfff), math.random(0, 0xffffff), count % 0x1000000)
  local body = string.format('{"sent_at":%d,"battery":80,"snapshot":"1.1","scans":[{"id":"%s","at":%d,"lane":"lan-1",'
    .. '"direction":"IN","subject":"PASS","pass":"%d","sealed":null,"typed":"","answer":"ALLOWED","reason":"",'
    .. '"offline":false,"undoes":null,"guard":"A1"}]}', now, id, now, math.random(1, 0x7fffffff))
  return wrk.format("POST", "/gate/ingest/scans", {["Authorization"] = authorization}, body)
end
