using System.Text;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Streams;

public sealed class ResumePointTests
{
    [Fact]
    public void What_was_written_since_the_last_position_is_skipped_once()
    {
        var point = new ResumePoint();
        Take(point, 1, "abc");
        point.Reached(new LogPosition(1, 10));
        Take(point, 1, "de");
        Take(point, 2, "x");
        point.Restart(fromStart: false);
        Assert.Equal("", Take(point, 1, "d"));
        Assert.Equal("f", Take(point, 1, "ef"));
        Assert.Equal("y", Take(point, 2, "xy"));
    }

    [Fact]
    public void A_position_within_the_repetition_keeps_the_rest_skipped()
    {
        var point = new ResumePoint();
        point.Reached(new LogPosition(1, 0));
        Take(point, 1, "abcdef");
        point.Restart(fromStart: false);
        Assert.Equal("", Take(point, 1, "abc"));
        point.Reached(new LogPosition(1, 5));
        Assert.Equal("g", Take(point, 1, "defg"));
        point.Restart(fromStart: false);
        Assert.Equal("h", Take(point, 1, "defgh"));
    }

    [Fact]
    public void Without_a_position_only_a_stream_from_the_start_repeats()
    {
        var point = new ResumePoint();
        Take(point, 1, "abc");
        point.Restart(fromStart: false);
        Assert.Equal("new", Take(point, 1, "new"));
        point.Restart(fromStart: true);
        Assert.Equal("!", Take(point, 1, "new!"));
    }

    private static string Take(ResumePoint point, int channel, string text) => Encoding.UTF8.GetString(point.Take(channel, Encoding.UTF8.GetBytes(text)).Span);
}
