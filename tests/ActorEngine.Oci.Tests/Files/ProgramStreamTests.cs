using System.Text;

namespace ActorEngine.Oci.Tests;

public sealed class ProgramStreamTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("program-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_program_that_complains_at_length_does_not_stand_still()
    {
        using ProgramStream stream = Start("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo last words >&2; cat", Encoding.UTF8.GetBytes("content"));
        Assert.Equal("content", Read(stream));
    }

    [Fact]
    public void A_failure_is_told_with_the_programs_last_words()
    {
        using ProgramStream stream = Start("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo; echo it is damaged >&2; exit 3", []);
        var failure = Assert.Throws<InvalidDataException>(() => Read(stream));
        Assert.EndsWith("it is damaged", failure.Message);
        Assert.True(failure.Message.Length <= 512);
    }

    [Fact]
    public void A_silent_failure_is_told_by_its_code()
    {
        using ProgramStream stream = Start("exit 3", []);
        Assert.EndsWith("exit code 3", Assert.Throws<InvalidDataException>(() => Read(stream)).Message);
    }

    [Fact]
    public async Task It_can_be_read_asynchronously()
    {
        await using ProgramStream stream = Start("cat; echo it is damaged >&2; exit 3", Encoding.UTF8.GetBytes("content"));
        byte[] buffer = new byte[7];
        await stream.ReadExactlyAsync(buffer);
        Assert.Equal("content", Encoding.UTF8.GetString(buffer));
        Assert.EndsWith("it is damaged", (await Assert.ThrowsAsync<InvalidDataException>(() => stream.ReadAsync(buffer).AsTask())).Message);
    }

    [Fact]
    public void One_that_reads_nothing_more_can_be_left() => Start("exec sleep 1000", new byte[10 << 20]).Dispose();

    [Fact]
    public void A_source_that_fails_is_told()
    {
        using ProgramStream stream = ProgramStream.Start(Script("cat"), new BrokenStream());
        Assert.Contains("the line is cut", Assert.Throws<IOException>(() => Read(stream)).Message);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named() =>
        Assert.Contains("no-such-program", Assert.Throws<MissingProgramException>(() => ProgramStream.Start("no-such-program", Stream.Null)).Message);

    private ProgramStream Start(string script, byte[] input) => ProgramStream.Start(Script(script), new MemoryStream(input));

    private string Script(string text)
    {
        string path = Path.Combine(folder, "program");
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class BrokenStream : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("the line is cut");
    }
}
