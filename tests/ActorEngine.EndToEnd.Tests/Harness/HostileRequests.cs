using System.Text;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>What somebody sends who means no good, or has no idea: the same for the same seed.</summary>
internal sealed class HostileRequests(int seed)
{
    private static readonly string[] Methods = ["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "G E T", "", "\u0001", new string('X', 9000)];

    private static readonly string[] Paths =
    [
        "/_ping", "/v1.44/containers/json", "/containers/%2f..%2f..%2fetc/json", "/containers/../../../etc/passwd", "//containers//json", "/containers/a%00b/json", "/v1.44/../v1.24/info",
        "/v99.99/info", "/v1/info", "/v1.-1/info", "/v1.44.5/info", "/v1.99999999999999999999/info", "/%", "/%zz", "/%c0%af", "/containers/%ff%fe/json", "*", "", "http://[", "/\\..\\", "/./.", "/containers/" + new string('a', 7000) + "/json",
        "/images/json?filters=", "/images/json?filters={", "/containers/json?filters={\"a\":1}", "/containers/json?filters=" + new string('[', 3000), "/containers/json?limit=-9223372036854775809", "/containers/json?all=%00", "/containers/x/logs?tail=x&since=%", "/events?since=x&until=",
        "/containers/none/attach?stream=1", "/exec/none/start", "/containers/none/archive?path=%00", "/images/..%2f..%2f/json", "/volumes/%2e%2e", "/networks/" + new string('%', 500),
    ];

    private static readonly string[] Headers =
    [
        "Host: docker", "Host:", "Host: a\r\nHost: b", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 1000000000", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked\r\nContent-Length: 3", "Connection: Upgrade\r\nUpgrade: tcp", "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 0", "Expect: 100-continue", "X-Registry-Auth: %%%", "X-Registry-Config: bm9uc2Vuc2U=",
        "Content-Type: application/json", ": nameless", "No colon", "X:\u0000", " folded: x", "X-Long: " + new string('x', 40_000), "Cookie: " + new string('=', 5000),
    ];

    private static readonly string[] Bodies =
    [
        "", "{", "{}", "null", "[]", "\"", "{\"Image\":1}", "{\"HostConfig\":{\"Binds\":[1,{}]}}", new string('[', 20_000), "{\"a\":" + new string('{', 5000), "5\r\n{\"a\":\r\n", "zz\r\nbad\r\n", "ffffffffffffffff\r\nx", "-1\r\n\r\n", "0\r\n\r\n", "3;ext=" + new string('e', 20_000) + "\r\nabc\r\n", "\u0000\u0001\u0002",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next one. Not all of it may be sent before whoever sends it leaves.</summary>
    public byte[] Next()
    {
        if (_random.Next(20) == 0)
        {
            byte[] noise = new byte[_random.Next(1, 2000)];
            _random.NextBytes(noise);
            return noise;
        }

        var text = new StringBuilder($"{Of(Methods)} {Of(Paths)} HTTP/{(_random.Next(10) == 0 ? "9.9" : "1.1")}\r\n");
        if (_random.Next(4) > 0) text.Append("Host: docker\r\n");
        for (int count = _random.Next(4); count > 0; count--) text.Append(Of(Headers)).Append("\r\n");
        if (_random.Next(100) == 0) text.Insert(text.Length, string.Concat(Enumerable.Repeat("X-Many: x\r\n", 300)));
        text.Append("\r\n").Append(Of(Bodies));
        byte[] whole = Encoding.Latin1.GetBytes(text.ToString());
        // Half a request, or one with a byte that is another.
        if (_random.Next(5) == 0) return whole[.._random.Next(whole.Length)];
        if (_random.Next(5) == 0) whole[_random.Next(whole.Length)] = (byte)_random.Next(256);
        return whole;
    }

    private string Of(string[] words) => words[_random.Next(words.Length)];
}
