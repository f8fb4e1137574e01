using System.Diagnostics;
using ActorEngine.Linux;

namespace ActorEngine.Registry.Tests;

/// <summary>Runs real programs: skopeo, umoci, openssl.</summary>
internal static class Shell
{
    /// <summary>Runs a script with bash; its failure fails the test.</summary>
    public static string Run(string script, string directory)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}\nended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        return output.TrimEnd('\n');
    }
}

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("registry-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => TreeRemoval.Remove(Path);
}
