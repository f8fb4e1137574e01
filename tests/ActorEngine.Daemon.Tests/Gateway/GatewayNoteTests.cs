namespace ActorEngine.Daemon.Tests.Gateway;

public sealed class GatewayNoteTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_was_noted_reads_back()
    {
        string path = Path.Combine(folder.Path, "pid");
        var note = new GatewayNote(17, 123456789, "1:2 /run/docker.sock 127.0.0.1:2376");

        GatewayNote.Write(path, note);

        Assert.Equal(note, GatewayNote.Read(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("x 1 y")]
    public void What_is_damaged_is_no_note(string text) => Assert.Null(GatewayNote.Read(folder.File("pid", text)));

    [Fact]
    public void Nothing_noted_is_no_note() => Assert.Null(GatewayNote.Read(Path.Combine(folder.Path, "none")));

    public void Dispose() => folder.Dispose();
}
