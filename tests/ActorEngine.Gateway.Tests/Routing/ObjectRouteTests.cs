using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Tests.Routing;

public sealed class ObjectRouteTests
{
    [Theory]
    [InlineData("GET", "images/json", "ImageList", "")]
    [InlineData("GET", "images/localhost:5000/a/b:1/json", "ImageInspect", "localhost:5000/a/b:1")]
    [InlineData("GET", "images/busybox/history", "ImageHistory", "busybox")]
    [InlineData("GET", "images/a/get", "ImageGet", "a")]
    [InlineData("GET", "images/get", "ImageGetAll", "")]
    [InlineData("POST", "images/a/b/push", "ImagePush", "a/b")]
    [InlineData("POST", "images/prune", "ImagePrune", "")]
    [InlineData("DELETE", "images/a/b:c", "ImageDelete", "a/b:c")]
    [InlineData("GET", "distribution/localhost:5000/a/json", "DistributionInspect", "localhost:5000/a")]
    [InlineData("POST", "networks/create", "NetworkCreate", "")]
    [InlineData("POST", "networks/prune", "NetworkPrune", "")]
    [InlineData("GET", "plugins/a/b/json", "PluginInspect", "a/b")]
    [InlineData("POST", "build/prune", "BuildPrune", "")]
    [InlineData("GET", "services/x/logs", "ServiceLogs", "")]
    public void A_path_finds_its_operation(string method, string path, string operation, string name)
    {
        var found = RouteTable.Default.Find(method, ApiVersion.Newest, path.Split('/'));
        Assert.Equal(operation, found!.Value.Route.Operation);
        if (name.Length > 0) Assert.Equal(name, found.Value.Values["name"]);
    }
}
