using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Forwarding;

public sealed class CheckpointTests : IDisposable
{
    private readonly Spool spool = new();

    private string Place => Path.Combine(spool.Root, "checkpoint");

    public void Dispose() => spool.Dispose();

    [Fact]
    public void What_was_saved_last_is_found_again()
    {
        var open = new OpenLine(LogStreams.Stderr, [.. "2026-01-01T00:00:00.000000120Z"u8], [.. "pro\nmpt"u8], "id", 3);
        var saved = new Checkpoint { Position = new LogCursor(3, 44), Skip = 5, Open = [open], DeliveredLines = 10, DroppedLines = 2, DroppedBytes = 99, SinkState = "12 400" };
        using (var file = new CheckpointFile(Place))
        {
            Assert.Null(file.Saved);
            file.Save(new Checkpoint { Position = new LogCursor(1, 1) });
            file.Save(saved);
        }

        using var again = new CheckpointFile(Place);
        Assert.Equal(saved with { Open = [] }, again.Saved! with { Open = [] });
        var found = Assert.Single(again.Saved!.Open);
        Assert.Equal((open.Stream, open.PartId, open.Ordinal), (found.Stream, found.PartId, found.Ordinal));
        Assert.Equal(open.Text, found.Text);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(80)]
    public void A_torn_one_leaves_the_one_before(int torn)
    {
        using (var file = new CheckpointFile(Place))
        {
            file.Save(new Checkpoint { Position = new LogCursor(1, 1) });
            file.Save(new Checkpoint { Position = new LogCursor(2, 2) });
        }

        // The second one stands in the first place.
        using (var file = new FileStream(Place, FileMode.Open))
        {
            file.Position = torn;
            file.WriteByte((byte)'#');
        }

        using var again = new CheckpointFile(Place);
        Assert.Equal(new LogCursor(1, 1), again.Saved!.Position);
    }

    [Fact]
    public void Two_forwarders_never_have_it_at_once()
    {
        using var file = new CheckpointFile(Place);
        Assert.Contains("has not ended", Assert.Throws<IOException>(() => new CheckpointFile(Place)).Message);
    }
}
