using ActorEngine.Linux;
using Akka.Configuration;

namespace ActorEngine.Daemon.Tests.Configuration;

public sealed class UserMappingTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("default", "100000 200000 65536")]
    [InlineData("web", "300000 300000 1000")]
    [InlineData("web:actorengine", "300000 200000 1000")]
    [InlineData("1001", "300000 300000 1000")]
    public void Ranges_are_those_of_the_user_and_the_group(string setting, string? expected)
    {
        var (mapping, errors) = Read(setting);
        Assert.Empty(errors);
        Assert.Equal(expected, mapping is null ? null : $"{mapping.User} {mapping.Group} {mapping.Count}");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("root")]
    [InlineData("a:b:c")]
    public void A_user_without_a_range_is_refused_with_the_line_to_add(string setting)
    {
        var (mapping, errors) = Read(setting);
        Assert.Null(mapping);
        Assert.Contains(":100000:65536 in either", Assert.Single(errors));
    }

    private static (IdMapping? Mapping, IReadOnlyList<string> Errors) Read(string setting)
    {
        using var folder = new TemporaryFolder();
        var reader = new SettingsReader(ConfigurationFactory.ParseString($"actorengine.containers.userns-remap = \"{setting}\""));
        IdMapping? mapping = UserMappingReader.Read(reader,
            folder.File("passwd", "root:x:0:0::/root:/bin/sh\nweb:x:1001:1001::/:/bin/sh\n"), folder.File("group", "web:x:1001:\n"),
            folder.File("subuid", "actorengine:100000:65536\nweb:300000:1000\nroot:0:10\n"), folder.File("subgid", "actorengine:200000:65536\n1001:300000:2000\nroot:0:10\n"));
        return (mapping, reader.Errors);
    }
}
