using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// Makes the filter program of a profile, as a runtime would at each start (runtime-spec config-linux.md#seccomp). For crun, which takes
/// a ready one from an annotation: the 8 ms that compiling Docker's profile takes are then spent once per engine.
/// </summary>
internal static class SeccompProgram
{
    /// <summary>crun(1), OCI EXTENSIONS: base64 of the program.</summary>
    public const string Annotation = "run.oci.seccomp_bpf_data";

    private const uint OperationNotPermitted = 1;
    private const int ArgumentLimit = 6;

    /// <summary>The program; null where only the runtime can make it (libseccomp missing, or a listener is asked for).</summary>
    public static byte[]? Compile(CompiledSeccomp profile)
    {
        if (!SeccompFilter.IsAvailable || profile.Syscalls.Any(rule => rule.Action == "SCMP_ACT_NOTIFY")) return null;
        try
        {
            uint fallback = ActionOf(profile.DefaultAction, profile.DefaultErrnoRet);
            using SeccompFilter filter = SeccompFilter.Create(fallback);
            foreach (string architecture in profile.Architectures ?? []) filter.AddArchitecture(architecture.Replace("SCMP_ARCH_", "").ToLowerInvariant());
            foreach (CompiledRule rule in profile.Syscalls) Add(filter, rule, fallback);
            return filter.Export();
        }
        catch (LinuxException)
        {
            // The runtime, given the rules, says what is wrong with them.
            return null;
        }
    }

    private static void Add(SeccompFilter filter, CompiledRule rule, uint fallback)
    {
        uint action = ActionOf(rule.Action, rule.ErrnoRet);
        if (action == fallback) return;
        SeccompComparison[] comparisons = [.. (rule.Args ?? []).Take(ArgumentLimit).Select(ComparisonOf)];
        // Comparisons of one argument are alternatives; of different ones they must all hold.
        bool alternatives = comparisons.Select(comparison => comparison.Argument).Distinct().Count() < comparisons.Length;
        foreach (string call in rule.Names)
        {
            if (!alternatives) filter.TryAddRule(action, call, comparisons);
            else foreach (SeccompComparison comparison in comparisons) filter.TryAddRule(action, call, [comparison]);
        }
    }

    private static SeccompComparison ComparisonOf(SeccompArgument argument) => new(
        argument.Index,
        argument.Op switch
        {
            "SCMP_CMP_NE" => 1,
            "SCMP_CMP_LT" => 2,
            "SCMP_CMP_LE" => 3,
            "SCMP_CMP_EQ" => 4,
            "SCMP_CMP_GE" => 5,
            "SCMP_CMP_GT" => 6,
            "SCMP_CMP_MASKED_EQ" => 7,
            _ => throw new LinuxException(Errno.EINVAL, "seccomp", argument.Op),
        },
        argument.Value,
        argument.ValueTwo ?? 0);

    private static uint ActionOf(string name, uint? value) => name switch
    {
        "SCMP_ACT_KILL_PROCESS" => 0x80000000,
        "SCMP_ACT_KILL" or "SCMP_ACT_KILL_THREAD" => 0,
        "SCMP_ACT_TRAP" => 0x00030000,
        "SCMP_ACT_ERRNO" => 0x00050000 | ((value ?? OperationNotPermitted) & 0xffff),
        "SCMP_ACT_TRACE" => 0x7ff00000 | ((value ?? OperationNotPermitted) & 0xffff),
        "SCMP_ACT_LOG" => 0x7ffc0000,
        "SCMP_ACT_ALLOW" => 0x7fff0000,
        _ => throw new LinuxException(Errno.EINVAL, "seccomp", name),
    };
}
