using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Sinks;

public sealed class JsonFileTests : IDisposable
{
    private static readonly LinePart First = new("id", 1, false), Last = new("id", 2, true);

    private readonly Spool spool = new();

    public void Dispose() => spool.Dispose();

    [Theory]
    [InlineData("plain", "plain\\n")]
    [InlineData("q\"b\\s/", "q\\\"b\\\\s/\\n")]
    [InlineData("<a href=\"x\">&", "\\u003ca href=\\\"x\\\"\\u003e\\u0026\\n")]
    [InlineData("\t\u001b[0m\r", "\\u0009\\u001b[0m\\r\\n")]
    [InlineData("\u007f é 漢 😀", "\u007f é 漢 😀\\n")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029\\n")]
    public void Text_is_escaped_as_Docker_does(string text, string written)
    {
        string line = Line(LogStreams.Stdout, Encoding.UTF8.GetBytes(text), null);
        Assert.Equal($"{{\"log\":\"{written}\",\"stream\":\"stdout\",\"time\":\"2026-01-02T12:34:56.123456789Z\"}}\n", line);
        Assert.Equal(text + "\n", JsonDocument.Parse(line).RootElement.GetProperty("log").GetString());
    }

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters_one_each() =>
        Assert.Contains("\"log\":\"a\\ufffd\\ufffdb\\n\"", Line(LogStreams.Stderr, [(byte)'a', 0xff, 0xc3, (byte)'b'], null));

    [Fact]
    public void Only_the_last_piece_of_a_line_has_its_end()
    {
        Assert.Contains("\"log\":\"x\",\"stream\":\"stderr\"", Line(LogStreams.Stderr, "x"u8.ToArray(), First));
        Assert.Contains("\"log\":\"x\\n\"", Line(LogStreams.Stderr, "x"u8.ToArray(), Last));
    }

    [Fact]
    public void Attributes_stand_before_the_time_and_a_time_has_no_zeros_at_its_end()
    {
        byte[] attrs = JsonLine.Attributes(new Dictionary<string, string> { ["b"] = "<2>", ["a"] = "1" });
        var batch = new LineBatch(100);
        var buffer = new ArrayBufferWriter<byte>();
        JsonLine.Write(buffer, new LogLine(LogStreams.Stdout, batch.Copy("2026-01-02T12:34:56.120000000Z"u8), batch.Copy("x"u8), null), attrs);
        JsonLine.Write(buffer, new LogLine(LogStreams.Stdout, batch.Copy("2026-01-02T12:34:56.000000000Z"u8), batch.Copy("x"u8), null), default);
        Assert.Equal(
            "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"attrs\":{\"a\":\"1\",\"b\":\"\\u003c2\\u003e\"},\"time\":\"2026-01-02T12:34:56.12Z\"}\n"
            + "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-02T12:34:56Z\"}\n", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public async Task Full_files_are_left_behind_under_numbers_and_the_oldest_goes()
    {
        var sink = Sink("max-size=200", "max-file=3");
        await sink.SendAsync(Batches.Of([.. Enumerable.Range(0, 20).Select(i => $"line {i:D2}")]));
        Assert.Equal([spool.Json, spool.Json + ".1", spool.Json + ".2"], Directory.GetFiles(spool.Root, "*json*").Order());
        // As Docker does it: a file takes lines until it is at least as long as it may be.
        Assert.Equal([3, 3, 2], new[] { ".2", ".1", "" }.Select(ending => File.ReadAllLines(spool.Json + ending).Length));
        Assert.Contains("line 19", File.ReadAllText(spool.Json));
        Assert.Contains("line 12", File.ReadAllLines(spool.Json + ".2")[0]);
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Files_left_behind_are_compressed_where_that_is_asked_for()
    {
        await using var sink = Sink("max-size=200", "max-file=3", "compress=true");
        await sink.SendAsync(Batches.Of([.. Enumerable.Range(0, 20).Select(i => $"line {i:D2}")]));
        Assert.Equal([spool.Json, spool.Json + ".1.gz", spool.Json + ".2.gz"], Directory.GetFiles(spool.Root, "*json*").Order());
        using var inflating = new StreamReader(new GZipStream(File.OpenRead(spool.Json + ".1.gz"), CompressionMode.Decompress));
        Assert.Contains("line 15", await inflating.ReadToEndAsync());
    }

    [Fact]
    public async Task After_a_kill_what_no_checkpoint_knows_of_is_taken_off_again()
    {
        var sink = Sink();
        await sink.SendAsync(Batches.Of("a"));
        string known = ((ILogSink)sink).State;
        await sink.SendAsync(Batches.Of("b"));
        await sink.DisposeAsync();
        File.AppendAllText(spool.Json, "{\"log\":\"to");

        var next = Sink();
        next.Resume(known);
        Assert.Equal(known, next.State);
        await next.SendAsync(Batches.Of("b", "c"));
        await next.DisposeAsync();
        Assert.Equal(["a\n", "b\n", "c\n"], Texts(spool.Json));
    }

    [Fact]
    public async Task After_a_kill_in_a_rotation_the_new_file_begins_where_the_checkpoint_is()
    {
        var sink = Sink("max-size=200", "max-file=2");
        var batch = Batches.Of("a", "b", "c", "d");
        Assert.Equal(3, await sink.WriteAsync(batch, 0, default));
        string known = ((ILogSink)sink).State;
        Assert.Equal(1, await sink.WriteAsync(batch, 3, default));
        await sink.DisposeAsync();

        var next = Sink("max-size=200", "max-file=2");
        next.Resume(known);
        await next.WriteAsync(batch, 3, default);
        await next.DisposeAsync();
        Assert.Equal(["a\n", "b\n", "c\n"], Texts(spool.Json + ".1"));
        Assert.Equal(["d\n"], Texts(spool.Json));
    }

    private JsonFileSink Sink(params string[] options) => new(new JsonLogFiles(spool.Json, Samples.Plan("json-file", options)), new Dictionary<string, string>());

    private static string Line(LogStreams stream, byte[] text, LinePart? part)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonLine.Write(buffer, Batches.Make((stream, text, part)).Lines[0], default);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IEnumerable<string?> Texts(string file) => File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("log").GetString());
}
