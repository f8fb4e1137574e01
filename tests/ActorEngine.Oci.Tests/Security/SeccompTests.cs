using System.Text.Json;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Security;

public class SeccompTests
{
    private static readonly string[] NoCapabilities = [];

    [Fact]
    public void A_result_is_compiled_once()
    {
        Assert.Same(Seccomp.For("builtin", Requests.Hybrid, Capability.Default), Seccomp.For("builtin", Requests.Hybrid, Capability.Default));
        Assert.Null(Seccomp.For("unconfined", Requests.Hybrid, Capability.Default));
    }

    [Fact]
    public void Mount_is_allowed_with_the_administrators_capability_only()
    {
        Assert.Null(ActionOf("mount", NoCapabilities));
        Assert.Equal("SCMP_ACT_ALLOW", ActionOf("mount", ["CAP_SYS_ADMIN"]));
    }

    [Fact]
    public void Clone3_falls_back_with_ENOSYS_unless_namespaces_are_allowed()
    {
        CompiledRule rule = Compile(NoCapabilities).Syscalls.Single(rule => rule.Names.Contains("clone3"));
        Assert.Equal(("SCMP_ACT_ERRNO", 38u), (rule.Action, rule.ErrnoRet));
        Assert.Equal("SCMP_ACT_ALLOW", ActionOf("clone3", ["CAP_SYS_ADMIN"]));
    }

    [Fact]
    public void Tracing_depends_on_the_kernel()
    {
        Assert.Null(ActionOf("ptrace", NoCapabilities, kernel: new Version(4, 4)));
        Assert.Equal("SCMP_ACT_ALLOW", ActionOf("ptrace", NoCapabilities));
    }

    [Theory]
    [InlineData("x86_64", "arch_prctl", "SCMP_ARCH_X86")]
    [InlineData("aarch64", "set_tls", "SCMP_ARCH_ARM")]
    public void Machines_have_their_own_calls_and_sub_architectures(string machine, string call, string also)
    {
        Assert.NotNull(ActionOf(call, NoCapabilities, machine));
        Assert.Contains(also, Compile(NoCapabilities, machine).Architectures!);
        Assert.Single(Compile(NoCapabilities, machine, native: true).Architectures!);
    }

    [Fact]
    public void A_users_profile_is_compiled_the_same_way()
    {
        const string profile = """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["chmod"],"action":"SCMP_ACT_ERRNO"},{"name":"mkdir","action":"SCMP_ACT_ERRNO","excludes":{"caps":["CAP_CHOWN"]}}]}""";
        JsonFragment made = Requests.Build(Requests.Settings with { SecurityOptions = ["seccomp=" + profile] }).Spec.Linux.Seccomp!;
        Assert.Equal("""{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["chmod"],"action":"SCMP_ACT_ERRNO"}]}""", made.ToString());
    }

    private static CompiledSeccomp Compile(IReadOnlyCollection<string> capabilities, string machine = "x86_64", bool native = false, Version? kernel = null)
    {
        using Stream data = typeof(Seccomp).Assembly.GetManifestResourceStream("seccomp-default.json")!;
        SeccompProfile profile = JsonSerializer.Deserialize(data, SeccompJson.Default.SeccompProfile)!;
        return SeccompCompiler.Compile(profile, new SeccompTarget(machine, kernel ?? new Version(6, 1), capabilities, native));
    }

    private static string? ActionOf(string call, IReadOnlyCollection<string> capabilities, string machine = "x86_64", Version? kernel = null) =>
        Compile(capabilities, machine, kernel: kernel).Syscalls.FirstOrDefault(rule => rule.Names.Contains(call))?.Action;
}
