using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What a probe found out.</summary>
/// <param name="Note">Why the runtime cannot be used here; empty if it can.</param>
/// <param name="DeviceRules">It can also restrict devices.</param>
internal sealed record RuntimeFinding(string Version, string Note, bool DeviceRules = true)
{
    /// <summary>Works only where this mount is out of sight.</summary>
    public string HiddenMount { get; init; } = "";

    /// <summary>Takes a ready seccomp filter.</summary>
    public bool TakesSeccompProgram { get; init; }
}

/// <summary>A named runtime and what is known of it.</summary>
/// <param name="Path">Absolute; empty when the program is not installed.</param>
internal sealed record RuntimeCandidate(string Name, string Path, RuntimeDefinition Definition, RuntimeFinding? Finding)
{
    public bool IsMissing => Path.Length == 0;
    public bool IsProbed => Finding is not null;
    public bool IsUsable => !IsMissing && Finding is { Note: "" };
}

/// <summary>All candidates, and the choice among them as a pure function.</summary>
internal sealed record RuntimeTable(IReadOnlyList<RuntimeCandidate> Candidates, string StateRoot)
{
    // Faster first: auto takes the first that a probe has seen working.
    private static readonly string[] Preferred = ["crun", "runc"];

    public static RuntimeTable Locate(RuntimeSettings settings, Func<string, RuntimeFinding?> recall)
    {
        List<RuntimeDefinition> definitions = [.. settings.Runtimes];
        foreach (string name in Preferred)
        {
            if (definitions.All(definition => definition.Name != name)) definitions.Add(new RuntimeDefinition(name, name));
        }

        return new RuntimeTable(
            [.. definitions.Select(definition => ProgramPath.Find(definition.Path) is { } path
                ? new RuntimeCandidate(definition.Name, path, definition, recall(path))
                : new RuntimeCandidate(definition.Name, "", definition, null))],
            settings.StateRoot);
    }

    public RuntimeTable With(string name, RuntimeFinding finding) =>
        this with { Candidates = [.. Candidates.Select(candidate => candidate.Name == name ? candidate with { Finding = finding } : candidate)] };

    public Outcome<OciRuntime> Find(string? name, string preset)
    {
        string wanted = Wanted(name, preset);
        if (wanted == "auto") return Choose();
        if (Candidates.FirstOrDefault(candidate => candidate.Name == wanted) is not { } found)
            return Refuse($"unknown or invalid runtime name: {wanted}. This engine knows: auto, {string.Join(", ", Candidates.Select(candidate => candidate.Name))}.");
        return found.IsMissing
            ? Refuse($"The runtime {wanted} is not installed: {found.Definition.Path} is not an executable file. Install it, or choose another with --runtime.")
            : new Outcome<OciRuntime>(Runtime(found), null);
    }

    /// <summary>Whether a runtime is asked for by name of which nothing is known yet.</summary>
    public bool AwaitsProbe(string? name, string preset)
    {
        string wanted = Wanted(name, preset);
        return wanted != "auto" && Candidates.Any(candidate => candidate.Name == wanted && candidate is { IsMissing: false, IsProbed: false });
    }

    public IReadOnlyList<RuntimeInfo> Describe() =>
        [.. Candidates.Select(candidate => new RuntimeInfo(
            candidate.Name, candidate.Path, candidate.Finding?.Version ?? "", Describe(candidate)))];

    private static string Wanted(string? name, string preset) => string.IsNullOrEmpty(name) || name == "auto" ? preset : name;

    private static string Describe(RuntimeCandidate candidate) => candidate switch
    {
        { IsMissing: true } => "not installed",
        { IsUsable: true, Finding.DeviceRules: false } => "cannot restrict devices: the engine lacks CAP_SYS_RESOURCE and has a limit on locked memory; containers go without CAP_MKNOD",
        _ => candidate.Finding?.Note ?? "",
    };

    private Outcome<OciRuntime> Choose()
    {
        RuntimeCandidate? best = null;
        foreach (string name in Preferred) best ??= Candidates.FirstOrDefault(candidate => candidate.Name == name && candidate.IsUsable);
        // Not probed yet, or nothing passed: runc runs everywhere it is installed, and its own error is the best explanation.
        best ??= Candidates.FirstOrDefault(candidate => candidate is { Name: "runc", IsMissing: false })
            ?? Candidates.FirstOrDefault(candidate => !candidate.IsMissing);
        return best is null
            ? new Outcome<OciRuntime>(null, new Fault(FaultCode.NotSupported, "No OCI runtime is installed. Install runc or crun, or name one in the engine's configuration."))
            : new Outcome<OciRuntime>(Runtime(best), null);
    }

    private OciRuntime Runtime(RuntimeCandidate candidate) => new(candidate.Name, candidate.Path, System.IO.Path.Combine(StateRoot, candidate.Name))
    {
        Arguments = candidate.Definition.Arguments,
        Version = candidate.Finding?.Version ?? "",
        DeviceRules = candidate.Finding?.DeviceRules ?? true,
        HiddenMount = candidate.Finding?.HiddenMount ?? "",
        TakesSeccompProgram = candidate.Finding?.TakesSeccompProgram ?? false,
    };

    private static Outcome<OciRuntime> Refuse(string message) => new(null, new Fault(FaultCode.InvalidArgument, message) { Field = "runtime" });
}
