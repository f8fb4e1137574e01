using ActorEngine.Contracts;

namespace ActorEngine.Daemon.Tests.Queries;

public sealed class ContainerFilterTests
{
    private static readonly ContainerView Web = View("aaaa", "web", ContainerStatus.Running, 1, ("tier", "front"), ("env", "prod"));
    private static readonly ContainerView Database = View("bbbb", "db", ContainerStatus.Exited, 2, ("tier", "back")) is var view
        ? view with { Summary = view.Summary with { Exit = new ExitStatus(3), Health = HealthStatus.Unhealthy } }
        : null!;

    [Theory]
    [InlineData("id=aa", "web")]
    [InlineData("name=we", "web")]
    [InlineData("name=^/?db$", "db")]
    [InlineData("label=tier", "db web")]
    [InlineData("label=tier=back", "db")]
    [InlineData("label=tier|label=env", "web")]
    [InlineData("status=running", "web")]
    [InlineData("status=running|status=exited", "db web")]
    [InlineData("health=unhealthy", "db")]
    [InlineData("health=healthy", "")]
    [InlineData("health=none|health=unhealthy", "db web")]
    [InlineData("exited=3", "db")]
    [InlineData("exited=0", "")]
    [InlineData("ancestor=busybox", "db web")]
    [InlineData("ancestor=abcdef", "db web")]
    [InlineData("before=db", "web")]
    [InlineData("since=web", "db")]
    [InlineData("status=running|name=db", "")]
    public void Containers_pass_as_with_Docker(string filters, string expected)
    {
        var filter = ContainerFilter.Create(Parse(filters), Find, name => name, out var fault);

        Assert.Null(fault);
        Assert.Equal(expected, string.Join(' ', new[] { Database, Web }.Where(filter!.Matches).Select(view => view.Summary.Name)));
    }

    [Theory]
    [InlineData("colour=red", FaultCode.InvalidArgument, "colour")]
    [InlineData("status=sleeping", FaultCode.InvalidArgument, "running")]
    [InlineData("exited=soon", FaultCode.InvalidArgument, "exit code")]
    [InlineData("health=well", FaultCode.InvalidArgument, "starting, healthy, unhealthy or none")]
    [InlineData("before=nobody", FaultCode.NotFound, "nobody")]
    [InlineData("name=([", FaultCode.InvalidArgument, "name")]
    public void A_filter_that_makes_no_sense_is_refused(string filters, FaultCode code, string word)
    {
        Assert.Null(ContainerFilter.Create(Parse(filters), Find, name => name, out var fault));
        Assert.Equal(code, fault!.Code);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }

    private static List<Filter> Parse(string text) =>
        [.. text.Split('|').Select(part => new Filter(part[..part.IndexOf('=')], part[(part.IndexOf('=') + 1)..]))];

    private static ContainerView? Find(string reference) => reference switch { "web" => Web, "db" => Database, _ => null };

    private static ContainerView View(string id, string name, ContainerStatus status, int minute, params (string Key, string Value)[] labels) => new(
        new ContainerSummary
        {
            Id = new ContainerId(id),
            Name = name,
            Image = "busybox:latest",
            ImageId = new Digest("sha256:abcdef"),
            Status = status,
            CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            Labels = labels.ToDictionary(label => label.Key, label => label.Value),
        },
        new ContainerInspection
        {
            Id = new ContainerId(id),
            Name = name,
            State = new ContainerStateInfo { Status = status },
            Settings = new ContainerSettings { Image = new ImageReference("busybox") },
        }) { LogDirectory = "/nowhere" };
}
