using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>
/// The runtimes of this engine by name. Ready at once: until the probe behind <c>auto</c> has ended (or when its remembered answer still
/// holds), <c>auto</c> stands for the safe choice. Thread-safe.
/// </summary>
public sealed class RuntimeRegistry
{
    private readonly RuntimeSettings settings;
    private readonly RuntimeProbe probe;
    private volatile RuntimeTable table;
    private volatile Task probing = Task.CompletedTask;

    /// <summary>Finds the programs and recalls earlier probes; starts no process.</summary>
    public RuntimeRegistry(RuntimeSettings settings, HostFacts host)
    {
        this.settings = settings;
        probe = new RuntimeProbe(settings, host);
        table = RuntimeTable.Locate(settings, probe.Recall);
    }

    /// <summary>The runtime of a name; null and <c>auto</c> are the engine's default.</summary>
    public Outcome<OciRuntime> Find(string? name) => table.Find(name, settings.Default);

    /// <summary>Tries every runtime that has no remembered answer, in the background of the engine's start. Bounded by <see cref="RuntimeSettings.ProbeTimeout"/> each.</summary>
    public Task ProbeAsync(CancellationToken cancellation = default) => probing = ProbeAllAsync(cancellation);

    /// <summary>
    /// The runtime of a name, after its probe when one is under way: a runtime asked for by name may work only in the way that the probe finds out.
    /// <c>auto</c> does not wait.
    /// </summary>
    public async Task<Outcome<OciRuntime>> FindProbedAsync(string? name, CancellationToken cancellation)
    {
        if (table.AwaitsProbe(name, settings.Default)) await probing.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return Find(name);
    }

    /// <summary>For <c>info</c>: all runtimes, with the reason where one cannot be used.</summary>
    public IReadOnlyList<RuntimeInfo> Describe() => table.Describe();

    /// <summary>The name that <c>auto</c> stands for now; "none" when no runtime is installed.</summary>
    public string DefaultName => Find(null).Value?.Name ?? "none";

    private async Task ProbeAllAsync(CancellationToken cancellation)
    {
        probe.Sweep();
        foreach (RuntimeCandidate candidate in table.Candidates)
        {
            if (candidate.IsProbed || candidate.IsMissing) continue;
            RuntimeFinding finding = await probe.RunAsync(candidate, cancellation).ConfigureAwait(false);
            table = table.With(candidate.Name, finding);
        }
    }
}
