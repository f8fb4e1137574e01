namespace ActorEngine.Builder.Tests;

public sealed class ModeChangeTests
{
    [Theory]
    [InlineData("0755", 0x1a4u, false, 0x1edu)]
    [InlineData("4755", 0x1a4u, false, 0x9edu)]
    [InlineData("u=rwX,go=rX", 0x180u, false, 0x1a4u)]
    [InlineData("u=rwX,go=rX", 0x180u, true, 0x1edu)]
    [InlineData("+x", 0x1a4u, false, 0x1edu)]
    [InlineData("a-w", 0x1b6u, false, 0x124u)]
    [InlineData("g=u", 0x1c0u, false, 0x1f8u)]
    [InlineData("u+s,+t", 0x1edu, false, 0xbedu)]
    [InlineData("o=", 0x1ffu, false, 0x1f8u)]
    public void A_change_gives_permissions_as_chmod_does(string change, uint before, bool isDirectory, uint after) =>
        Assert.Equal(after, ModeChange.Parse(change)!.Apply(before, isDirectory));

    [Theory]
    [InlineData("")]
    [InlineData("rwx")]
    [InlineData("999")]
    [InlineData("u~r")]
    [InlineData("u=q")]
    public void What_is_no_change_is_refused(string text) => Assert.Null(ModeChange.Parse(text));
}
