using System.Diagnostics;

namespace ActorEngine.Images.Tests;

/// <summary>Runs real programs: tar, gzip, zstd, skopeo, umoci.</summary>
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
