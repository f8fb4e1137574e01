using Akka.Configuration;

namespace ActorEngine.Kernel.Tests.Configuration;

public class ConfigValueTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("10ms", 10)]
    [InlineData("10 millis", 10)]
    [InlineData("1.5s", 1500)]
    [InlineData("2 seconds", 2000)]
    [InlineData("3m", 180_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("500 micros", 0.5)]
    public void Durations_have_units(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read(text).GetTimeSpan("a"));

    [Fact]
    public void A_duration_may_be_infinite_where_that_is_allowed()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, Read("infinite").GetTimeSpan("a"));
        Assert.ThrowsAny<FormatException>(() => Read("infinite").GetTimeSpan("a", null, false));
    }

    [Theory]
    [InlineData("-1s")]
    [InlineData("1 fortnight")]
    [InlineData("soon")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.ThrowsAny<FormatException>(() => Read(text).GetTimeSpan("a"));

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("12b", 12L)]
    [InlineData("1 KiB", 1024L)]
    [InlineData("1k", 1024L)]
    [InlineData("1kB", 1000L)]
    [InlineData("2m", 2L * 1024 * 1024)]
    [InlineData("2MB", 2_000_000L)]
    [InlineData("3 gibibytes", 3L * 1024 * 1024 * 1024)]
    [InlineData("1T", 1L << 40)]
    [InlineData("1 exabyte", 1_000_000_000_000_000_000L)]
    public void Byte_sizes_have_units(string text, long bytes) => Assert.Equal(bytes, Read(text).GetByteSize("a"));

    [Fact]
    public void An_unknown_byte_unit_is_refused() => Assert.ThrowsAny<FormatException>(() => Read("1 floppy").GetByteSize("a"));

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Booleans_have_words(string text, bool expected) => Assert.Equal(expected, Read(text).GetBoolean("a"));

    [Fact]
    public void What_is_no_boolean_is_refused() => Assert.Throws<NotSupportedException>(() => Read("maybe").GetBoolean("a"));

    [Fact]
    public void An_absent_path_gives_the_default()
    {
        var config = Read("1");
        Assert.Equal(5, config.GetInt("x", 5));
        Assert.Equal("y", config.GetString("x", "y"));
        Assert.True(config.GetBoolean("x.y.z", true));
        Assert.Equal(TimeSpan.FromSeconds(1), config.GetTimeSpan("x", TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("x"));
        Assert.Null(config.GetString("x"));
        Assert.Null(config.GetByteSize("x"));
        Assert.Null(config.GetConfig("x"));
        Assert.Empty(config.GetStringList("x"));
        Assert.False(config.HasPath("x"));
    }

    private static Config Read(string value) => ConfigurationFactory.ParseString("a = " + value);
}
