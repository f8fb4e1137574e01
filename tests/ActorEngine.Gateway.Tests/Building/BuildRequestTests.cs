using ActorEngine.Contracts;
using ActorEngine.Gateway.Building;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Tests.Building;

public sealed class BuildRequestTests
{
    [Fact]
    public void All_parameters_reach_the_engine()
    {
        var build = Command("""
            dockerfile=sub/Dockerfile.x&t=app&t=localhost:5000/app:2&t=app:latest&nocache=1&pull=true&target=last&platform=linux/arm64&networkmode=none&memory=1000&memswap=-1&cpushares=2&cpuperiod=3&cpuquota=4
            &cpusetcpus=0-1&cpusetmems=0&cgroupparent=/x&shmsize=5&extrahosts=a:1.2.3.4&extrahosts=b:host-gateway&rm=1&forcerm=1&buildargs={"A":"b","C":null}&labels={"k":"v"}&cachefrom=["app:1"]
            &ulimits=[{"Name":"nofile","Soft":1,"Hard":2}]
            """.Replace("\n", ""));
        Assert.Equal(("sub/Dockerfile.x", BuildContextKind.Archive, "last", "linux/arm64", "none"), (build.DockerfileName, build.Context, build.Target, build.Platform, build.Network));
        Assert.Equal(["app:latest", "localhost:5000/app:2"], build.Tags.Select(tag => tag.Value));
        Assert.Equal((true, true, true, true), (build.NoCache, build.Pull, build.GivesCredentials, build.Outline));
        Assert.Equal(new Dictionary<string, string> { ["A"] = "b" }, build.Arguments);
        Assert.Equal("v", build.Labels["k"]);
        Assert.Equal(["app:1"], build.CacheFrom.Select(image => image.Value));
        Assert.Equal(["a:1.2.3.4", "b:host-gateway"], build.ExtraHosts);
        Assert.Equal((1000L, -1L, 2L, 3L, 4L, "0-1", "0", 5L), (build.Limits.Memory, build.Limits.MemorySwap, build.Limits.CpuShares, build.Limits.CpuPeriod, build.Limits.CpuQuota, build.Limits.CpusetCpus, build.Limits.CpusetMems, build.Limits.ShmSize));
        Assert.Equal([new Ulimit("nofile", 1, 2)], build.Ulimits);
        Assert.Equal("/x", build.CgroupParent);
    }

    [Fact]
    public void A_remote_context_is_the_engines_to_fetch()
    {
        var build = Command("remote=https://example.com/a.git");
        Assert.Equal((BuildContextKind.Remote, "https://example.com/a.git"), (build.Context, build.ContextUrl));
    }

    [Theory]
    [InlineData("version=2", 501)]
    [InlineData("version=3", 400)]
    [InlineData("outputs=[{\"Type\":\"local\"}]", 501)]
    [InlineData("squash=1", 400)]
    [InlineData("securityopt=x", 400)]
    [InlineData("isolation=hyperv", 400)]
    [InlineData("remote=client-session", 501)]
    [InlineData("t=UPPER", 400)]
    [InlineData("platform=foobar", 400)]
    [InlineData("buildargs=[1]", 400)]
    [InlineData("labels={", 400)]
    [InlineData("memory=much", 400)]
    public void What_there_is_not_is_refused(string query, int status) => Assert.Equal(status, Assert.Throws<ApiException>(() => Command(query)).Status);

    private static BuildImage Command(string query)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString("?" + query.Replace("{", "%7B").Replace("}", "%7D").Replace("\"", "%22"));
        return BuildRequest.ToCommand(new Call(http, null!, ApiVersion.Newest, new Dictionary<string, string>()));
    }
}
