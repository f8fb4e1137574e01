using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Sinks;

public sealed class OtlpTests
{
    [Fact]
    public async Task Lines_arrive_as_log_records_with_their_container_as_resource()
    {
        await using var collector = new Collector();
        await using var sink = Sink(collector, "otlp-headers=x-key=a%20b", "labels=team", "tag={{.Name}}");
        await sink.SendAsync(Batches.Make(
            (LogStreams.Stdout, "hello é"u8.ToArray(), null), (LogStreams.Stderr, [0xff, 0x00], new LinePart("p", 2, true))));
        var (head, body) = Assert.Single(collector.Requests);
        Assert.StartsWith("POST /v1/logs HTTP/1.1", head);
        Assert.Contains("Content-Type: application/x-protobuf\r\n", head);
        Assert.Contains("x-key: a b\r\n", head);
        var lines = ProtoText.Read(body);
        Assert.Equal(
            ["service.name", "web", "host.name", Environment.MachineName, "container.id", Samples.Id.Value, "container.name", "web", "container.image.name", "nginx:1", "container.image.id", "sha256:" + new string('b', 64), "tag", "web", "team", "web & co"],
            lines.Where(line => line.StartsWith("resource_logs/resource/", StringComparison.Ordinal)).Select(line => line[(line.IndexOf('=') + 1)..]));
        const string record = "resource_logs/scope_logs/log_records/";
        Assert.Equal(
            [
                "time=1767357296123456789", "severity=9", "severity_text=INFO", "body/string=hello é", "attributes/key=log.iostream", "attributes/value/string=stdout", "observed=1767225600000000000",
                "time=1767357296123456789", "severity=17", "severity_text=ERROR", "body/bytes=FF00", "attributes/key=log.iostream", "attributes/value/string=stderr",
                "attributes/key=log.partial.id", "attributes/value/string=p", "attributes/key=log.partial.ordinal", "attributes/value/string=2", "attributes/key=log.partial.last", "attributes/value/string=true", "observed=1767225600000000000",
            ],
            lines.Where(line => line.StartsWith(record, StringComparison.Ordinal)).Select(line => line[record.Length..]));
    }

    [Fact]
    public async Task Requests_are_compressed_where_that_is_asked_for_and_bounded()
    {
        await using var collector = new Collector();
        await using var sink = Sink(collector, "otlp-compression=gzip");
        await sink.SendAsync(Batches.Of([.. Enumerable.Repeat(new string('x', 10_000), 100)]));
        Assert.Equal(2, collector.Requests.Count);
        Assert.Equal(100, collector.Requests.Sum(request => ProtoText.Read(request.Body).Count(line => line.Contains("body/", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_may_be_tried_again_says_when()
    {
        await using var collector = new Collector();
        await using var sink = Sink(collector);
        collector.Answer("503 Service Unavailable", "Retry-After: 7\r\n");
        var failed = await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("a")));
        Assert.Equal((0, TimeSpan.FromSeconds(7)), (failed.Settled, failed.Pause));
        await sink.SendAsync(Batches.Of("a"));
        Assert.Equal(2, collector.Requests.Count);
    }

    [Fact]
    public async Task What_is_refused_is_counted_and_not_sent_again()
    {
        await using var collector = new Collector();
        await using var sink = Sink(collector);
        collector.Answer("400 Bad Request");
        var failed = await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("a", "b")));
        Assert.Equal((2, 2), (failed.Settled, failed.Refused));
        // partial_success { rejected_log_records: 1, error_message: "old" }
        collector.Answer("200 OK", body: [0x0a, 0x07, 0x08, 0x01, 0x12, 0x03, (byte)'o', (byte)'l', (byte)'d']);
        failed = await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("a", "b")));
        Assert.Equal((2, 1, true), (failed.Settled, failed.Refused, failed.Message.EndsWith("refused 1 of 2 records: old", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(new byte[] { 0x0a })]
    [InlineData(new byte[] { 0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f })]
    [InlineData(new byte[] { 0x13, 0x00 })]
    public void An_answer_that_is_not_understood_refuses_nothing(byte[] answer) => Assert.Equal((0, ""), OtlpAnswer.Read(answer));

    private static OtlpSink Sink(Collector collector, params string[] options)
    {
        var log = Samples.Log("otlp", [$"otlp-endpoint={collector.Address}", .. options]);
        Assert.Null(LogRules.Check(log));
        var plan = LogPlan.Of(log);
        return new OtlpSink(OtlpSettings.Of(plan), OtlpResource.Of(Samples.View(log), plan), new FixedTime());
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
