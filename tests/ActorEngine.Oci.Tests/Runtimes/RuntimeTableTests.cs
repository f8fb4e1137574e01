using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Runtimes;

public class RuntimeTableTests
{
    private static readonly RuntimeFinding Good = new("1.0", ""), Bad = new("1.0", "does not work here");

    [Fact]
    public void Auto_prefers_crun_once_a_probe_has_seen_it_working() => Assert.Equal("crun", Choose(Crun(Good), Runc(Good)));

    [Fact]
    public void Auto_is_runc_where_crun_fails_its_probe() => Assert.Equal("runc", Choose(Crun(Bad), Runc(Good)));

    [Fact]
    public void Auto_takes_crun_where_it_works_though_it_cannot_restrict_devices()
    {
        RuntimeFinding open = Good with { DeviceRules = false };
        Assert.Equal("crun", Choose(Crun(open), Runc(Good)));
        Assert.Equal("crun", Choose(Crun(open), Runc(Bad)));
        Assert.False(new RuntimeTable([Crun(open)], "/run/x").Find("crun", "auto").Required.DeviceRules);
    }

    [Fact]
    public void Auto_is_runc_before_any_probe() => Assert.Equal("runc", Choose(Crun(null), Runc(null)));

    [Fact]
    public void Auto_is_crun_where_nothing_else_is_installed() => Assert.Equal("crun", Choose(Crun(null)));

    [Fact]
    public void Without_a_runtime_the_fault_says_what_to_install()
    {
        Fault fault = new RuntimeTable([], "/run/x").Find(null, "auto").Fault!;
        Assert.Equal(FaultCode.NotSupported, fault.Code);
        Assert.Contains("Install runc or crun", fault.Message);
    }

    [Fact]
    public void An_unknown_name_lists_those_that_are_known()
    {
        Fault fault = new RuntimeTable([Runc(Good)], "/run/x").Find("kata", "auto").Fault!;
        Assert.Equal("runtime", fault.Field);
        Assert.Contains("auto, runc", fault.Message);
    }

    [Fact]
    public void A_configured_runtime_keeps_its_arguments_and_its_own_state()
    {
        var definition = new RuntimeDefinition("mine", "/opt/mine") { Arguments = ["--debug"] };
        OciRuntime runtime = new RuntimeTable([new RuntimeCandidate("mine", "/opt/mine", definition, null)], "/run/x").Find("mine", "auto").Required;
        Assert.Equal(
            ["/opt/mine", "--debug", "--root", "/run/x/mine", "--log", "/l", "--log-format", "json", "kill", Requests.Id.Value, "15"],
            runtime.Kill(Requests.Id, 15, "/l"));
    }

    [Fact]
    public void A_runtime_that_is_not_installed_is_described_and_refused()
    {
        var settings = new RuntimeSettings { StateRoot = "/run/x", CacheDirectory = "/run/y", Runtimes = [new("gone", "/nope/gone")] };
        RuntimeTable table = RuntimeTable.Locate(settings, _ => null);
        Assert.Contains(table.Describe(), runtime => runtime is { Name: "gone", Note: "not installed" });
        Assert.Contains("not installed", table.Find("gone", "auto").Fault!.Message);
    }

    [Theory]
    [InlineData("runc version 1.1.5+ds1\ncommit: x\n", "1.1.5+ds1")]
    [InlineData("crun version 1.8.1\ncommit: x\n", "1.8.1")]
    [InlineData("nonsense", "")]
    public void Versions_are_read(string text, string version) => Assert.Equal(version, RuntimeProbe.ParseVersion(text));

    [Fact]
    public void Only_a_runtime_asked_for_by_name_waits_for_its_probe()
    {
        RuntimeTable table = new([Crun(null), Runc(Good)], "/run/x");
        Assert.True(table.AwaitsProbe("crun", "auto"));
        Assert.True(table.AwaitsProbe(null, "crun"));
        Assert.False(table.AwaitsProbe("runc", "auto"));
        Assert.False(table.AwaitsProbe(null, "auto"));
        Assert.False(table.AwaitsProbe("kata", "auto"));
    }

    private static RuntimeCandidate Crun(RuntimeFinding? finding) => new("crun", "/usr/bin/crun", new RuntimeDefinition("crun", "crun"), finding);

    private static RuntimeCandidate Runc(RuntimeFinding? finding) => new("runc", "/usr/sbin/runc", new RuntimeDefinition("runc", "runc"), finding);

    private static string Choose(params RuntimeCandidate[] candidates) => new RuntimeTable(candidates, "/run/x").Find(null, "auto").Required.Name;
}
