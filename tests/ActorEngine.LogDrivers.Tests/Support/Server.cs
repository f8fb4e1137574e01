using System.Diagnostics;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>A program of the host's that runs for a test, and ends with it.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process process;

    public Server(string program, params string[] arguments) =>
        process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })
            ?? throw new InvalidOperationException($"{program} did not start");

    /// <summary>True while it runs; a failure that shows what it said when it does not.</summary>
    public bool IsAlive => process.HasExited
        ? throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}")
        : true;

    public static string Output(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return output;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
