using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Tests.Reference;

public sealed class DockerApiReferenceTests
{
    [Fact]
    public void The_page_lists_the_operations_that_are_served()
    {
        string file = Path.Combine(Root(), "docs", "docker-api.md"), page = File.ReadAllText(file), rendered = DockerApiReference.Into(page, DockerApiReference.Render(RouteTable.Default));
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write") File.WriteAllText(file, rendered);
        Assert.Equal(File.ReadAllText(file), rendered);
    }

    [Fact]
    public void No_operation_is_there_twice() =>
        Assert.Empty(RouteTable.Default.Groups.SelectMany(group => group.Routes).GroupBy(route => $"{route.Method} {route.Pattern}").Where(same => same.Count() > 1).Select(same => same.Key));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ActorEngine.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
