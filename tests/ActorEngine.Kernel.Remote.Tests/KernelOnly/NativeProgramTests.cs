using System.Diagnostics;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Compiles the program of tests/ActorEngine.Kernel.Native ahead of time and runs it.</summary>
public sealed class NativeProgramTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "path: akka://local/user/parent",
        "asked: 42",
        "restarts: 1",
        "ticked: tick unstashed",
        "selected: worker",
        "watched: worker gone",
        "parent stopped: True",
        "stored: one,two,three, replayed 0",
        "snapshot: of 3 letters",
        "stored: one,two,three,four, replayed 0",
        "recovered: one,two,three,four, replayed 1",
        "found: host of far",
        "answered: greetings to near",
        "remote death: host, confirmed True",
    ];

    private readonly string _output = Directory.CreateTempSubdirectory("kernel-native").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public async Task Actors_persistence_and_remoting_run_in_a_natively_compiled_program()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        var compiled = await RunAsync(
            "dotnet", "publish", Path.Combine(Root(), "tests/ActorEngine.Kernel.Native"), "-c", configuration, "-o", _output, "-p:AkkaSource=kernel", "-nologo", "-v", "minimal", "--no-restore");
        Assert.DoesNotContain("warning", compiled, StringComparison.OrdinalIgnoreCase);

        var printed = await RunAsync(Path.Combine(_output, "ActorEngine.Kernel.Native"));
        Assert.Equal(Expected, printed.TrimEnd().Split('\n'));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test runner's own build left in the environment is not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var (said, complained) = (await output, await errors);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{said}\n{complained}");
        return said;
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "ActorEngine.sln"))) at = Path.GetDirectoryName(at)!;
        return at;
    }
}
