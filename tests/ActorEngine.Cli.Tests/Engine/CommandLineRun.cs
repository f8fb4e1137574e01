using System.Text;
using ActorEngine.Cli.Terminals;

namespace ActorEngine.Cli.Tests.Engine;

/// <summary>Runs a command line in this process against a socket of its own.</summary>
internal sealed class CommandLineRun : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"ae-cli-{Guid.NewGuid():N}");
    private readonly MemoryStream output = new(), error = new();

    public CommandLineRun() => Directory.CreateDirectory(folder);

    public string Socket => Path.Combine(folder, "engine.sock");

    public string Folder => folder;

    public string Output => Encoding.UTF8.GetString(output.ToArray());

    public string Error => Encoding.UTF8.GetString(error.ToArray());

    public Task<int> RunAsync(params string[] words) => RunAsync("", words);

    public Task<int> RunAsync(string input, string[] words)
    {
        var console = new CliConsole(new MemoryStream(Encoding.UTF8.GetBytes(input)), Stream.Synchronized(output), Stream.Synchronized(error));
        return new CommandRunner(console).RunAsync(["--host", "unix://" + Socket, .. words]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
