namespace ActorEngine.Architecture.Tests;

/// <summary>The arrows between projects. docs/architecture.md draws the same table.</summary>
public sealed class ProjectReferenceTests
{
    private const string Contracts = "ActorEngine.Contracts", Linux = "ActorEngine.Linux", Oci = "ActorEngine.Oci", Logs = "ActorEngine.Logs",
        Transport = "ActorEngine.Transport", ShimProtocol = "ActorEngine.Shim.Protocol", ShimClient = "ActorEngine.Shim.Client",
        Serialization = "ActorEngine.Serialization", Journaling = "ActorEngine.Journaling", Shapes = "ActorEngine.Shapes", Client = "ActorEngine.Client", Compose = "ActorEngine.Compose";

    private static readonly string[] Features = ["ActorEngine.Lifecycle", "ActorEngine.Images", "ActorEngine.Registry", "ActorEngine.Builder", "ActorEngine.Events", "ActorEngine.Stats", "ActorEngine.Networking", "ActorEngine.Volumes", "ActorEngine.LogDrivers", "ActorEngine.Projects"];

    private static readonly Dictionary<string, string[]> Foundation = new()
    {
        [Contracts] = [],
        [Linux] = [],
        [ShimProtocol] = [],
        [Transport] = [Contracts, Linux],
        [ShimClient] = [ShimProtocol, Linux],
        [Logs] = [Linux],
        [Oci] = [Contracts, Linux],
        [Serialization] = [Contracts, "Akka"],
        [Shapes] = [Contracts],
        [Compose] = [Contracts, Linux],
        [Journaling] = [Contracts, "Akka", "Akka.Persistence"],
    };

    private static readonly Dictionary<string, string[]> Programs = new()
    {
        // For other systems: nothing of the engine but its messages.
        [Client] = [Contracts, Serialization, "Akka", "Akka.Remote"],
        ["ActorEngine.Shim"] = [ShimProtocol, Linux],
        ["ActorEngine.Dns"] = [Linux],
        ["ActorEngine.Cli"] = [Contracts, Transport, Linux, Shapes, Compose],
        // A translator: it knows the engine by its messages alone.
        ["ActorEngine.Gateway"] = [Contracts, Transport, Linux, Shapes],
        ["ActorEngine.Daemon"] = [.. Foundation.Keys, .. Features, Client, "Akka", "Akka.Remote", "Akka.Persistence", "Akka.Persistence.Sqlite"],
    };

    public static TheoryData<string> Projects =>
        [.. Checkout.ProjectNames("src").Where(name => name.StartsWith("ActorEngine.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_its_layer_allows(string project) =>
        Assert.Empty(Checkout.References("src", project).Except(Allowed(project)));

    [Fact]
    public void Features_never_refer_to_each_other()
    {
        foreach (var feature in Features)
            Assert.Empty(Checkout.References("src", feature).Intersect(Features));
    }

    [Fact]
    public void The_kernel_refers_to_nothing_but_itself()
    {
        foreach (var project in Checkout.ProjectNames("src/kernel"))
            Assert.Empty(Checkout.References("src/kernel", project).Except(Checkout.ProjectNames("src/kernel")));
    }

    private static string[] Allowed(string project) =>
        Foundation.TryGetValue(project, out var foundation) ? foundation
        : Programs.TryGetValue(project, out var program) ? program
        : Features.Contains(project) ? [.. Foundation.Keys, "Akka", "Akka.Persistence"]
        : throw new InvalidOperationException($"{project} has no layer: add it to {nameof(ProjectReferenceTests)} and docs/architecture.md.");
}
