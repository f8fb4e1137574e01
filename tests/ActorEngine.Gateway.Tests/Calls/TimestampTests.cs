using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Tests.Calls;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 10_000_000)]
    [InlineData("1.5", 15_000_000)]
    [InlineData("1.000000001", 10_000_000)]
    [InlineData("1.123456789", 11_234_567)]
    [InlineData("-1", -10_000_000)]
    [InlineData("1970-01-01T00:00:01Z", 10_000_000)]
    [InlineData("1970-01-01T01:00:01.25+01:00", 12_500_000)]
    [InlineData("1970-01-01T00:00:01.123456789Z", 11_234_567)]
    public void Seconds_and_dates_are_points_in_time(string text, long ticks) =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(ticks), Timestamp.Parse(text));

    [Theory]
    [InlineData("1.000000001", 10_000_001)]
    [InlineData("1.1", 11_000_000)]
    public void An_end_is_rounded_up_so_that_nothing_before_it_is_left_out(string text, long ticks) =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(ticks), Timestamp.Parse(text, up: true));

    [Theory]
    [InlineData("10m")]
    [InlineData("x")]
    [InlineData("1.x")]
    [InlineData("1.0123456789")]
    [InlineData("1970-01-01Tx")]
    public void Other_texts_are_none(string text) => Assert.Null(Timestamp.Parse(text));

    [Fact]
    public void Beyond_all_time_is_its_end() => Assert.Equal(DateTimeOffset.MaxValue, Timestamp.Parse("99999999999999"));
}
