using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Docker clients find the engine where they look for it.</summary>
public sealed class GatewayTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Docker_names_the_engines_version(string program) =>
        Assert.Equal("ActorEngine", (await gateway.For(program).Run("version", "--format", "{{.Server.Platform.Name}}")).Expect());

    [Fact]
    public async Task A_path_that_nobody_serves_is_not_found()
    {
        using var answer = await gateway.Http.GetAsync(new Uri("http://docker/v1.44/nothing"));
        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal("{\"message\":\"page not found\"}\n", await answer.Content.ReadAsStringAsync());
    }
}
