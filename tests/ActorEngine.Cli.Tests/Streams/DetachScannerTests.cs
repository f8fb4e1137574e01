using System.Text;
using ActorEngine.Cli.Streams;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Tests.Streams;

public sealed class DetachScannerTests
{
    [Theory]
    [InlineData("abPQcd", "ab", true)]
    [InlineData("Px", "Px", false)]
    [InlineData("PPQ", "P", true)]
    [InlineData("P", "", false)]
    public void The_sequence_is_found_and_everything_before_it_passed_on(string typed, string passed, bool leaves)
    {
        var scanner = new DetachScanner("PQ"u8.ToArray());
        var taken = scanner.Take(Encoding.ASCII.GetBytes(typed), out bool detached);
        Assert.Equal(passed, Encoding.ASCII.GetString(taken.Span));
        Assert.Equal(leaves, detached);
    }

    [Fact]
    public void A_sequence_typed_key_by_key_is_found_too()
    {
        var scanner = new DetachScanner("PQ"u8.ToArray());
        Assert.Equal(0, scanner.Take("P"u8.ToArray(), out bool first).Length);
        Assert.Equal(0, scanner.Take("Q"u8.ToArray(), out bool second).Length);
        Assert.True(!first && second);
    }

    [Fact]
    public void A_begun_sequence_that_does_not_go_on_is_passed_on_whole()
    {
        var scanner = new DetachScanner("PQ"u8.ToArray());
        scanner.Take("P"u8.ToArray(), out _);
        Assert.Equal("Px", Encoding.ASCII.GetString(scanner.Take("x"u8.ToArray(), out _).Span));
    }

    [Fact]
    public void No_keys_mean_no_detaching() =>
        Assert.Equal(3, new DetachScanner([]).Take("PQP"u8.ToArray(), out _).Length);
}
