namespace ActorEngine.Oci;

/// <summary>What a profile's conditions are tested against.</summary>
internal sealed record SeccompTarget(string Architecture, Version Kernel, IReadOnlyCollection<string> Capabilities, bool NativeOnly);

/// <summary>Reduces a profile to the rules that hold for one container on one host.</summary>
internal static class SeccompCompiler
{
    private static readonly Dictionary<string, (string Go, string Scmp)> Machines = new()
    {
        ["x86_64"] = ("amd64", "SCMP_ARCH_X86_64"),
        ["aarch64"] = ("arm64", "SCMP_ARCH_AARCH64"),
        ["riscv64"] = ("riscv64", "SCMP_ARCH_RISCV64"),
        ["s390x"] = ("s390x", "SCMP_ARCH_S390X"),
        ["ppc64le"] = ("ppc64le", "SCMP_ARCH_PPC64LE"),
    };

    public static CompiledSeccomp Compile(SeccompProfile profile, SeccompTarget target)
    {
        (string go, string scmp) = Machines.GetValueOrDefault(target.Architecture, (target.Architecture, ""));
        List<CompiledRule> rules = [];
        foreach (SeccompRule rule in profile.Syscalls ?? [])
        {
            if (!Holds(rule, go, target)) continue;
            IReadOnlyList<string> names = rule.Names ?? (rule.Name is { } name ? [name] : []);
            if (names.Count == 0) continue;
            rules.Add(new CompiledRule(names, rule.Action) { ErrnoRet = rule.ErrnoRet, Args = rule.Args is { Count: > 0 } ? rule.Args : null });
        }

        return new CompiledSeccomp
        {
            DefaultAction = profile.DefaultAction,
            DefaultErrnoRet = profile.DefaultErrnoRet,
            Architectures = Architectures(profile, scmp, target.NativeOnly),
            Flags = profile.Flags is { Count: > 0 } ? profile.Flags : null,
            Syscalls = rules,
        };
    }

    private static bool Holds(SeccompRule rule, string machine, SeccompTarget target)
    {
        if (rule.Excludes is { } no)
        {
            if (no.Arches?.Contains(machine) == true || no.Caps?.Any(target.Capabilities.Contains) == true) return false;
            if (no.MinKernel is { } tooNew && target.Kernel >= Version.Parse(tooNew)) return false;
        }

        if (rule.Includes is not { } yes) return true;
        if (yes.Arches is { Count: > 0 } && !yes.Arches.Contains(machine)) return false;
        if (yes.Caps is { Count: > 0 } && !yes.Caps.All(target.Capabilities.Contains)) return false;
        return yes.MinKernel is not { } needed || target.Kernel >= Version.Parse(needed);
    }

    private static IReadOnlyList<string>? Architectures(SeccompProfile profile, string native, bool nativeOnly)
    {
        if (nativeOnly && native.Length > 0) return [native];
        if (profile.Architectures is { Count: > 0 } given) return given;
        return profile.ArchMap?.FirstOrDefault(entry => entry.Architecture == native) is { } found
            ? [native, .. found.SubArchitectures ?? []]
            : null;
    }
}
