using System.Text.Json.Nodes;
using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

/// <summary>Configuration lists, and plugins that are scripts of the test's own.</summary>
public sealed class CniTests : IDisposable
{
    private const string List = """
        { "cniVersion": "1.0.0", "name": "wire", "plugins": [ { "type": "first" }, { "type": "second", "capabilities": { "portMappings": true } } ] }
        """;

    private static readonly PublishedPort[] Ports = [new("0.0.0.0", 8080, 80, "tcp"), new("127.0.0.1", 53, 53, "udp")];
    private static readonly NetworkRecord Wire = new() { Id = new NetworkId(new string('a', 64)), Name = "wire", Bridge = "", Subnet = "", Gateway = "", Driver = "cni", Configuration = List };
    private static readonly Endpoint Bare = new(Wire.Id, "eth0", "x", "", "");
    private readonly string directory = Directory.CreateTempSubdirectory("cni-").FullName;
    private readonly CniRuntime runtime;
    private readonly CniSubject subject = new("c1-1", "/nowhere/c1-1", "eth0");

    public CniTests()
    {
        runtime = new CniRuntime(new CniPlugins([directory]), Kept);
        Plugin("first", """echo '{"cniVersion":"1.0.0","interfaces":[{"name":"br0","mac":"02:00:00:00:00:01"},{"name":"eth0","mac":"02:00:00:00:00:02","sandbox":"/x"}],"ips":[{"address":"10.88.0.7/16","gateway":"10.88.0.1"},{"address":"fd00::7/64"}]}'""");
        Plugin("second", """cat $DIR/second.in | sed 's/.*"prevResult":\({.*}\),"runtimeConfig".*/\1/'""");
    }

    private string Kept => Path.Combine(directory, "kept");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_chain_of_plugins_adds_a_link_and_its_addresses_are_read()
    {
        Endpoint made = await runtime.AddAsync(Wire, Bare, subject, Ports);
        Assert.Equal(("10.88.0.7", 16, "10.88.0.1", "fd00::7", 64, "02:00:00:00:00:02"), (made.Address, made.Prefix, made.Gateway, made.Address6, made.Prefix6, made.MacAddress));
        Assert.Equal("ADD c1-1 /nowhere/c1-1 eth0", Calls("first").Single());
        JsonObject second = Input("second");
        Assert.Equal("wire", (string)second["name"]!);
        Assert.Null(second["capabilities"]);
        Assert.Equal("10.88.0.7/16", (string)second["prevResult"]!["ips"]![0]!["address"]!);
        Assert.Equal("""[{"hostPort":8080,"containerPort":80,"protocol":"tcp"},{"hostPort":53,"containerPort":53,"protocol":"udp","hostIP":"127.0.0.1"}]""", second["runtimeConfig"]!["portMappings"]!.ToJsonString());
        Assert.Null(Input("first")["runtimeConfig"]);
    }

    [Fact]
    public async Task What_was_added_is_not_added_again_and_is_deleted_backwards_with_its_result()
    {
        await runtime.AddAsync(Wire, Bare, subject, Ports);
        Assert.Equal("10.88.0.7", (await new CniRuntime(new CniPlugins([directory]), Kept).AddAsync(Wire, Bare, subject, Ports)).Address);
        Assert.Single(Calls("first"));
        Assert.Null(await runtime.CheckAsync(subject));
        await runtime.RemoveAsync(subject);
        await runtime.RemoveAsync(subject);
        Assert.Equal(["ADD", "CHECK", "DEL"], Calls("second").Select(call => call.Split(' ')[0]));
        Assert.Equal(["second", "first"], File.ReadAllLines(Path.Combine(directory, "log")).Where(line => line.Contains(" DEL ")).Select(line => line.Split(' ')[0]));
        Assert.Equal("10.88.0.7/16", (string)Input("first")["prevResult"]!["ips"]![0]!["address"]!);
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_plugins_words_and_what_was_made_is_deleted()
    {
        Plugin("second", """[ "$CNI_COMMAND" = DEL ] || { echo '{"code":7,"msg":"no such wire","details":"eth9"}'; exit 1; }""");
        var refused = await Assert.ThrowsAsync<CniException>(() => runtime.AddAsync(Wire, Bare, subject, Ports));
        Assert.Equal("the CNI plugin second refused ADD: no such wire (eth9)", refused.Message);
        Assert.Equal(["ADD", "DEL"], Calls("first").Select(call => call.Split(' ')[0]));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Theory]
    [InlineData("echo garbage", "answered ADD with what is no JSON object")]
    [InlineData("echo '[]'", "answered ADD with what is no JSON object")]
    [InlineData("echo '{\"ips\":[],\"ips\":[]}'", "answered ADD with what is no JSON object")]
    [InlineData("head -c 100000 /dev/urandom", "answered ADD with what is no JSON object")]
    [InlineData("yes", "said more than 1048576 characters")]
    [InlineData("yes >&2", "said more than 1048576 characters")]
    [InlineData("kill -9 $$", "it ended with code 137")]
    public async Task What_makes_no_sense_is_a_refusal_and_what_was_made_is_deleted(string script, string why)
    {
        Plugin("second", $"[ \"$CNI_COMMAND\" = DEL ] || {{ {script}; }}");
        Assert.Contains(why, (await Assert.ThrowsAsync<CniException>(() => runtime.AddAsync(Wire, Bare, subject, []))).Message);
        Assert.Equal(["ADD", "DEL"], Calls("first").Select(call => call.Split(' ')[0]));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public async Task A_result_whose_parts_make_no_sense_gives_what_does()
    {
        Plugin("second", """echo '{"interfaces":[7,{"name":"eth0","sandbox":"/x","mac":"no mac"}],"ips":[null,{"address":"999.1.1.1/99"},{"address":"10.88.0.7/16","gateway":"1.2.3.4 evil"}]}'""");
        Endpoint made = await runtime.AddAsync(Wire, Bare, subject, []);
        Assert.Equal(("10.88.0.7", "", ""), (made.Address, made.Gateway, made.MacAddress));
    }

    [Fact]
    public async Task A_plugin_that_reads_nothing_or_is_no_program_is_refused_in_words()
    {
        string path = Path.Combine(directory, "second");
        File.WriteAllText(path, "#!/bin/sh\nexec 0<&-\necho '{\"ips\":[]}'\n");
        await runtime.AddAsync(Wire, Bare, subject, [.. Enumerable.Range(1, 5000).Select(port => new PublishedPort("0.0.0.0", port, port, "tcp"))]);
        await runtime.RemoveAsync(subject);
        File.WriteAllText(path, "no program");
        Assert.Contains("the CNI plugin second cannot be started", (await Assert.ThrowsAsync<CniException>(() => runtime.AddAsync(Wire, Bare, subject, []))).Message);
    }

    [Fact]
    public async Task A_link_that_cannot_be_deleted_is_swept_later()
    {
        await runtime.AddAsync(Wire, Bare, subject, []);
        Plugin("second", "echo broken >&2; exit 3");
        Assert.Contains("broken", (await Assert.ThrowsAsync<CniException>(() => runtime.RemoveAsync(subject))).Message);
        Assert.Contains("cannot be deleted", Assert.Single(await runtime.SweepAsync(new HashSet<CniSubject>())));
        Plugin("second", "true");
        Assert.Empty(await runtime.SweepAsync(new HashSet<CniSubject> { subject }));
        Assert.Contains("it is deleted", Assert.Single(await runtime.SweepAsync(new HashSet<CniSubject>())));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_named()
    {
        File.Delete(Path.Combine(directory, "second"));
        Assert.Contains("the CNI plugin second is in none of", (await Assert.ThrowsAsync<CniException>(() => runtime.AddAsync(Wire, Bare, subject, []))).Message);
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON")]
    [InlineData("""{"cniVersion":"1.0.0"}""", "no field name")]
    [InlineData("""{"cniVersion":"0.2.0","name":"x","type":"bridge"}""", "of version 0.2.0")]
    [InlineData("""{"cniVersion":"1.0.0","name":"x","plugins":[]}""", "no plugins")]
    [InlineData("""{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"../../bin/sh"}]}""", "by a path")]
    public void A_list_that_cannot_be_used_says_why(string text, string why) => Assert.Contains(why, Assert.Throws<CniException>(() => CniList.Parse(text, "x.conflist")).Message);

    [Fact]
    public void Lists_are_found_by_name_and_those_there_are_are_told()
    {
        File.WriteAllText(Path.Combine(directory, "10-wire.conflist"), List);
        File.WriteAllText(Path.Combine(directory, "20-old.conf"), """{"cniVersion":"0.4.0","name":"old","type":"bridge"}""");
        File.WriteAllText(Path.Combine(directory, "30-torn.conflist"), "{");
        Assert.True(CniDirectory.Find(directory, "wire").PublishesPorts);
        Assert.False(CniDirectory.Find(directory, "old").PublishesPorts);
        Assert.Contains("it has wire, old", Assert.Throws<CniException>(() => CniDirectory.Find(directory, "new")).Message);
    }

    private void Plugin(string name, string script)
    {
        string path = Path.Combine(directory, name);
        File.WriteAllText(path, $"#!/bin/sh\nDIR={directory}\ncat > $DIR/{name}.in\necho \"{name} $CNI_COMMAND $CNI_CONTAINERID $CNI_NETNS $CNI_IFNAME\" >> $DIR/log\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string[] Calls(string plugin) => [.. File.ReadAllLines(Path.Combine(directory, "log")).Where(line => line.StartsWith(plugin + " ", StringComparison.Ordinal)).Select(line => line[(plugin.Length + 1)..])];

    private JsonObject Input(string plugin) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(directory, plugin + ".in")))!;
}
