using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

public sealed class TransferLinesTests
{
    private static readonly Digest Layer = new("sha256:" + new string('a', 64));

    [Fact]
    public void A_layer_is_told_when_its_phase_changes_and_once_a_second()
    {
        var clock = new Clock();
        var lines = new TransferLines(clock);
        Assert.Equal($"{Layer} 0B / 2kB", lines.Line(new TransferProgress(Layer, TransferPhase.Downloading) { Total = 2000 }));
        Assert.Null(lines.Line(new TransferProgress(Layer, TransferPhase.Downloading) { Current = 500, Total = 2000 }));
        clock.Ticks += TimeSpan.FromSeconds(1).Ticks;
        Assert.Equal($"{Layer} 1kB / 2kB", lines.Line(new TransferProgress(Layer, TransferPhase.Downloading) { Current = 1000, Total = 2000 }));
        Assert.Equal($"extracting {Layer}", lines.Line(new TransferProgress(Layer, TransferPhase.Extracting)));
        Assert.Null(lines.Line(new TransferProgress(Layer, TransferPhase.Extracting) { Current = 7 }));
        Assert.Equal($"{Layer} done", lines.Line(new TransferProgress(Layer, TransferPhase.Pulled)));
    }

    private sealed class Clock : TimeProvider
    {
        public long Ticks { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
