using System.Text;
using ActorEngine.Cli.Registries;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Tests.Registries;

public sealed class TransferDisplayTests
{
    private static readonly Digest One = new("sha256:111111111111" + new string('0', 52)), Two = new("sha256:222222222222" + new string('0', 52));
    private readonly MemoryStream written = new();

    private string Text => Encoding.UTF8.GetString(written.ToArray());

    [Fact]
    public void Elsewhere_than_on_a_terminal_each_change_is_a_line()
    {
        var display = new TransferDisplay(written, null);
        display.Begin("1: Pulling from app");
        display.Show(new TransferProgress(One, TransferPhase.Exists));
        display.Show(new TransferProgress(Two, TransferPhase.Waiting));
        for (int i = 0; i < 5; i++) display.Show(new TransferProgress(Two, TransferPhase.Downloading) { Current = i, Total = 5 });
        display.Show(new TransferProgress(Two, TransferPhase.Extracting));
        display.Show(new TransferProgress(Two, TransferPhase.Pulled));
        Assert.Equal("""
            1: Pulling from app
            111111111111: Already exists
            222222222222: Pulling fs layer
            222222222222: Downloading
            222222222222: Download complete
            222222222222: Pull complete

            """, Text);
    }

    [Fact]
    public void On_a_terminal_a_layer_keeps_its_line()
    {
        var display = new TransferDisplay(written, new WindowSize(100, 24));
        display.Show(new TransferProgress(One, TransferPhase.Waiting));
        display.Show(new TransferProgress(Two, TransferPhase.Waiting));
        display.Show(new TransferProgress(One, TransferPhase.Downloading) { Current = 50_000_000, Total = 100_000_000 });
        Assert.EndsWith("\x1b[2A\r\x1b[2K111111111111: Downloading [========================>                         ]  50MB/100MB\x1b[2B\r", Text);
    }

    [Theory]
    [InlineData(0, "[                                                  ]  0B/1kB")]
    [InlineData(1000, "[==================================================]  1kB/1kB")]
    public void A_bar_is_empty_at_first_and_full_at_the_end(long current, string bar) =>
        Assert.Equal(bar, TransferDisplay.Bar(new TransferProgress(One, TransferPhase.Pushing) { Current = current, Total = 1000 }, 100));

    [Fact]
    public void Nothing_is_wider_than_the_terminal()
    {
        var display = new TransferDisplay(written, new WindowSize(30, 10));
        display.Show(new TransferProgress(One, TransferPhase.Mounted) { Detail = new string('x', 200) });
        display.Show(new TransferProgress(Two, TransferPhase.Downloading) { Current = 5, Total = 100_000_000 });
        foreach (string line in Text.Split("\x1b[2K").Skip(1)) Assert.True(line.Split('\x1b')[0].Length < 30, line);
    }
}
