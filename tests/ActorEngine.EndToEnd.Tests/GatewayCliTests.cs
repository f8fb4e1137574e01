using ActorEngine.EndToEnd.Tests.Docker;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The docker command line against the engine, subcommand by subcommand.</summary>
public sealed class GatewayCliTests(DockerScripts scripts) : IClassFixture<DockerScripts>
{
    public static TheoryData<string, int, string> Runs => ContainerCases.Runs;

    public static TheoryData<string, int, string> Containers => ContainerCases.Others;

    public static TheoryData<string, int, string> Streams => StreamCases.All;

    public static TheoryData<string, int, string> Objects => ObjectCases.All;

    public static TheoryData<string, int, string> Nodes => NodeCases.All;

    public static TheoryData<string, string> Oldest
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string program in DockerCommand.Programs)
            {
                foreach (string script in NodeCases.EveryVersion) cases.Add(program, script);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public Task Run(string script, int code, string pattern) => scripts.Expect(DockerCommand.Newest, script, code, pattern);

    [Theory]
    [MemberData(nameof(Containers))]
    public Task Container(string script, int code, string pattern) => scripts.Expect(DockerCommand.Newest, script, code, pattern);

    [Theory]
    [MemberData(nameof(Streams))]
    public Task Stream(string script, int code, string pattern) => scripts.Expect(DockerCommand.Newest, script, code, pattern);

    [Theory]
    [MemberData(nameof(Objects))]
    public Task Object(string script, int code, string pattern) => scripts.Expect(DockerCommand.Newest, script, code, pattern);

    [Theory]
    [MemberData(nameof(Nodes))]
    public Task Node(string script, int code, string pattern) => scripts.Expect(DockerCommand.Newest, script, code, pattern);

    [Theory]
    [MemberData(nameof(Oldest))]
    public Task Every_version_of_the_client(string program, string script) => scripts.Expect(program, script, 0, "");
}
