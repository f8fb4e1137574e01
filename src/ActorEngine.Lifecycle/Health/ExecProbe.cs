using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Probes that are programs: exec sessions through the shim, whose processes do not outlive their time.</summary>
internal static class ExecProbe
{
    /// <summary>How long a probe that was killed may take to be gone; the next one does not begin before.</summary>
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>Runs one to its end, to its time limit, or until it is cancelled.</summary>
    /// <exception cref="IOException">The link to the shim broke: nothing is known of the container's health.</exception>
    public static async Task<ProbeOutcome> RunAsync(IShimLink link, ExecOrder order, TimeSpan limit, LifecycleServices services, CancellationToken cancellation)
    {
        // The start counts apart: on a busy machine it takes long, which is no fault of the container.
        ExecOutcome started = await Bounded.RunAsync(token => link.ExecAsync(order, token), services.Settings.StartTimeout, services.Time, late => late.Stdio?.DisposeAsync().AsTask()).ConfigureAwait(false);
        if (started.Fault is { } fault) return new ProbeOutcome(-1, fault.Message);
        if (started.Stdio is not { } stdio) return new ProbeOutcome(-1, "The probe has no output to read.");
        var output = new ProbeOutput();
        await using (stdio.ConfigureAwait(false))
        {
            Task<ExitStatus> end = ReadAsync(stdio, output);
            try
            {
                ExitStatus exit = await end.WaitAsync(limit, services.Time, cancellation).ConfigureAwait(false);
                return exit.Known ? new ProbeOutcome(exit.Code, output.ToString()) : throw new IOException("The shim went away during a probe.");
            }
            catch (Exception over) when (over is TimeoutException or OperationCanceledException)
            {
                await EndAsync(link, order, started.Pid, end, services).ConfigureAwait(false);
                if (over is OperationCanceledException) throw;
                string written = output.ToString();
                return new ProbeOutcome(-1, $"Health check exceeded timeout ({GoDuration.Of(limit)})" + (written.Length > 0 ? ": " + written : ""));
            }
        }
    }

    private static async Task EndAsync(IShimLink link, ExecOrder order, int pid, Task<ExitStatus> end, LifecycleServices services)
    {
        try
        {
            await Bounded.RunAsync(token => link.KillExecAsync(order.State.Id, order.Id, pid, token), services.Settings.SignalTimeout, services.Time).ConfigureAwait(false);
            await end.WaitAsync(KillPatience, services.Time).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or TimeoutException)
        {
            // With the shim gone the next one is asked what it holds; a frozen process ends when it thaws.
        }
    }

    private static async Task<ExitStatus> ReadAsync(IStdioChannel stdio, ProbeOutput output)
    {
        await foreach (StdioChunk chunk in stdio.ReadOutputAsync(CancellationToken.None).ConfigureAwait(false)) output.Add(chunk.Data.Span);
        return await stdio.Exit.ConfigureAwait(false);
    }
}
