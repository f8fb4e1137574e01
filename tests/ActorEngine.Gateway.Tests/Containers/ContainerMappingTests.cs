using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class ContainerMappingTests
{
    [Fact]
    public void Every_field_arrives_in_the_engine_s_settings()
    {
        string body = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "Golden", "create-everything.json"));
        var create = new CreateContainer(new OperationId("op"), "web", Bodies.Settings(body, "1.51"));
        GoldenFile.Check("create-everything.settings.json", Bodies.Indented(MessageFrameText.Of(create)));
    }

    [Theory]
    [InlineData("""{"Image":"a","Cmd":"top"}""", new[] { "top" })]
    [InlineData("""{"image":"a","cmd":["top","-b"]}""", new[] { "top", "-b" })]
    [InlineData("""{"Image":"a","Cmd":null}""", new string[0])]
    public void A_command_is_a_text_or_a_list_under_a_name_of_any_case(string body, string[] command) => Assert.Equal(command, Bodies.Settings(body).Command);

    [Fact]
    public void An_entrypoint_that_is_empty_differs_from_none()
    {
        Assert.Null(Bodies.Settings("""{"Image":"a"}""").Entrypoint);
        Assert.Equal([], Bodies.Settings("""{"Image":"a","Entrypoint":[]}""").Entrypoint!);
        Assert.Equal([""], Bodies.Settings("""{"Image":"a","Entrypoint":[""]}""").Entrypoint!);
    }

    [Fact]
    public void Zero_asks_for_nothing()
    {
        var settings = Bodies.Host("""{"Memory":0,"NanoCpus":0,"CpuShares":0,"PidsLimit":0,"ShmSize":0,"OomScoreAdj":0,"OomKillDisable":false,"BlkioWeight":0,"MemorySwappiness":-1,"CpusetCpus":""}""");
        Assert.Equal(new ResourceLimits(), settings.Resources);
    }

    [Theory]
    [InlineData("""{"HostConfig":{}}""", "no image was specified: a container needs one")]
    [InlineData("""{"Image":"a","HostConfig":{"StorageOpt":{"size":"1G"}}}""", "--storage-opt is not supported: no storage option 'size' is known")]
    [InlineData("""{"Image":"a","HostConfig":{"Isolation":"hyperv"}}""", "invalid isolation 'hyperv' on linux")]
    [InlineData("""{"Image":"a","HostConfig":{"ShmSize":-1}}""", "SHM size can not be less than 0")]
    [InlineData("""{"Image":"a","HostConfig":{"Binds":["/a:/b:maybe"]}}""", "invalid mode: maybe")]
    [InlineData("""{"Image":"a","HostConfig":{"Binds":["/a:ro"]}}""", "invalid volume specification: '/a:ro'")]
    [InlineData("""{"Image":"a","HostConfig":{"Binds":[":/b"]}}""", "invalid volume specification: ':/b'")]
    [InlineData("""{"Image":"a","HostConfig":{"Mounts":[{"Type":"npipe","Target":"/b"}]}}""", "invalid mount config for type \"npipe\": this engine has no such mounts")]
    [InlineData("""{"Image":"a","HostConfig":{"Mounts":[{"Type":"bind","Source":"/a","Target":"/b","VolumeOptions":{}}]}}""", "VolumeOptions must not be specified on mount type \"bind\"")]
    [InlineData("""{"Image":"a","HostConfig":{"PortBindings":{"80/icmp":[]}}}""", "invalid port specification: \"80/icmp\"")]
    [InlineData("""{"Image":"a","HostConfig":{"PortBindings":{"80-90/tcp":[]}}}""", "invalid port specification: \"80-90/tcp\": a range is published port by port")]
    [InlineData("""{"Image":"a","HostConfig":{"Mounts":[null]}}""", "invalid mount config for type \"\": mount type unknown")]
    [InlineData("""{"Image":"a","ExposedPorts":{"0":{}}}""", "invalid port specification: \"0\"")]
    [InlineData("""{"Image":"a","HostConfig":{"RestartPolicy":{"Name":"sometimes"}}}""", "invalid restart policy: unknown policy 'sometimes'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'")]
    [InlineData("""{"Image":"a","HostConfig":{"RestartPolicy":{"Name":"always","MaximumRetryCount":2}}}""", "invalid restart policy: maximum retry count can only be used with 'on-failure'")]
    [InlineData("""{"Image":"a","HostConfig":{"DeviceRequests":[{"Driver":"cdi","DeviceIDs":["x"],"Capabilities":[["cdi"]]}]}}""", "could not select device driver \"cdi\" with capabilities: [[cdi]]")]
    [InlineData("""{"Image":"a","MacAddress":"02:42:ac:11:00:02"}""", "container-wide MAC address no longer supported; use endpoint-specific MAC address instead")]
    public void What_cannot_be_had_is_refused_in_words(string body, string message) => Assert.Equal((400, message), Bodies.Refused(body));

    [Fact]
    public void A_null_is_as_good_as_nothing()
    {
        var settings = Bodies.Settings("""{"Image":"a","Tty":null,"Env":null,"Labels":{"a":null},"HostConfig":{"Memory":null,"Binds":null,"PortBindings":{"80/tcp":null},"RestartPolicy":null},"NetworkingConfig":{"EndpointsConfig":{"n":null}}}""");
        Assert.Equal(("n", 80), (settings.Network, settings.Ports.Single().ContainerPort));
        Assert.Equal("", settings.Labels["a"]);
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
