using System.Diagnostics;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>How a runtime command ended.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record RuntimeOutput(int ExitCode, string Output, string Errors);

/// <summary>Runs short runtime commands: kill, pause, resume, update, delete, ps, state. (Containers and execs are the shim's children.)</summary>
public static class RuntimeProcess
{
    /// <summary>Runs an <see cref="OciRuntime"/> command line. Past the bound the process is killed and <see cref="TimeoutException"/> thrown.</summary>
    /// <param name="hiddenMount">What the process does not see (<see cref="OciRuntime.HiddenMount"/>).</param>
    public static async Task<RuntimeOutput> RunAsync(
        IReadOnlyList<string> commandLine, TimeSpan bound, CancellationToken cancellation = default, string hiddenMount = "")
    {
        using var process = new Process { StartInfo = Describe(commandLine) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(bound);
        await StartAsync(process, hiddenMount).ConfigureAwait(false);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new RuntimeOutput(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"{commandLine[0]} did not end within {bound.TotalSeconds:0.#} s.");
        }
    }

    private static Task StartAsync(Process process, string hiddenMount)
    {
        if (hiddenMount.Length == 0)
        {
            process.Start();
            return Task.CompletedTask;
        }

        // A child gets the namespaces of the thread that starts it.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                using (HiddenMount.Of(hiddenMount)) process.Start();
                started.SetResult();
            }
            catch (Exception failed)
            {
                started.SetException(failed);
            }
        }) { IsBackground = true, Name = "runtime start" }.Start();
        return started.Task;
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> commandLine)
    {
        var start = new ProcessStartInfo(commandLine[0])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Runtimes act on what they find there: with the daemon's NOTIFY_SOCKET they would set up a proxy of it.
        string? path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        for (int i = 1; i < commandLine.Count; i++) start.ArgumentList.Add(commandLine[i]);
        return start;
    }
}
