using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>What container and image say together.</summary>
public sealed class HealthPlanTests
{
    private static readonly ImageConfiguration Image = new() { Healthcheck = new HealthcheckSettings { Test = ["CMD", "check", "it"], Interval = 2_000_000_000, Retries = 7 } };

    [Fact]
    public void Defaults_are_Dockers()
    {
        HealthPlan plan = Of(new HealthcheckSettings { Test = ["CMD-SHELL", "true"] }, new ImageConfiguration())!;
        Assert.Equal((30, 30, 0, 5, 3), (plan.Interval.TotalSeconds, plan.Timeout.TotalSeconds, plan.StartPeriod.TotalSeconds, plan.StartInterval.TotalSeconds, plan.Retries));
        Assert.Equal(["/bin/sh", "-c", "true"], Assert.IsType<HealthProbe.Program>(plan.Probe).Command);
    }

    [Fact]
    public void A_container_changes_fields_of_its_images_check()
    {
        HealthPlan plan = Of(new HealthcheckSettings { Interval = 500_000_000 }, Image)!;
        Assert.Equal((0.5, 7), (plan.Interval.TotalSeconds, plan.Retries));
        Assert.Equal(["check", "it"], Assert.IsType<HealthProbe.Program>(plan.Probe).Command);
    }

    [Fact]
    public void A_shell_line_goes_to_the_images_shell() =>
        Assert.Equal(["/bin/bash", "-xc", "a"], Assert.IsType<HealthProbe.Program>(Of(new HealthcheckSettings { Test = ["CMD-SHELL", "a"] }, new ImageConfiguration { Shell = ["/bin/bash", "-xc"] })!.Probe).Command);

    [Theory]
    [InlineData("8080/live?x=1", 8080, "/live?x=1")]
    [InlineData("8080", 8080, "/")]
    [InlineData("/live", 80, "/live")]
    [InlineData("", 80, "/")]
    public void Web_probes_have_a_port_and_a_path(string text, int port, string path) =>
        Assert.Equal(new HealthProbe.Http(port, path), Of(new HealthcheckSettings { Test = ["HTTP", text] }, Image)!.Probe);

    [Fact]
    public void A_port_alone_is_connected_to() => Assert.Equal(new HealthProbe.Tcp(6379), Of(new HealthcheckSettings { Test = ["TCP", "6379"] }, Image)!.Probe);

    [Theory]
    [InlineData("NONE", "")]
    [InlineData("TCP", "0")]
    [InlineData("HTTP", "x/")]
    [InlineData("SMTP", "25")]
    public void There_is_none_where_it_is_switched_off_or_of_an_unknown_kind(string kind, string rest) =>
        Assert.Null(Of(new HealthcheckSettings { Test = rest.Length == 0 ? [kind] : [kind, rest] }, Image));

    [Fact]
    public void There_is_none_where_nobody_asks_for_one()
    {
        Assert.Null(Of(null, new ImageConfiguration()));
        Assert.Null(Of(new HealthcheckSettings { Interval = 1_000_000_000 }, new ImageConfiguration()));
    }

    [Fact]
    public void Output_is_cut_at_4096_bytes_and_says_so()
    {
        var output = new ProbeOutput();
        output.Add(new byte[4000]);
        Assert.Equal(4000, output.ToString().Length);
        output.Add(new byte[97]);
        Assert.Equal(4096 + 3, output.ToString().Length);
        Assert.EndsWith("...", output.ToString());
    }

    private static HealthPlan? Of(HealthcheckSettings? own, ImageConfiguration image) => HealthPlan.Of(Samples.Settings with { Healthcheck = own }, image);
}
