using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>Answers version.</summary>
internal static class VersionQuery
{
    public static async Task AnswerAsync(Call call)
    {
        var engine = await call.AskAsync<EngineVersion>(new GetVersion()).ConfigureAwait(false);
        await call.WriteAsync(new Fields
        {
            ["Platform"] = new Fields { ["Name"] = "ActorEngine" },
            ["Components"] = new List<Fields> { Component(engine) },
            ["Version"] = engine.Version,
            ["ApiVersion"] = ApiVersion.Newest.ToString(),
            ["MinAPIVersion"] = ApiVersion.Oldest.ToString(),
            ["GitCommit"] = "",
            ["GoVersion"] = "",
            ["Os"] = engine.Os,
            ["Arch"] = Architectures.Go(engine.Architecture),
            ["KernelVersion"] = engine.KernelVersion,
            ["BuildTime"] = "",
        }).ConfigureAwait(false);
    }

    private static Fields Component(EngineVersion engine) => new()
    {
        ["Name"] = "Engine",
        ["Version"] = engine.Version,
        ["Details"] = Fields.Map(
        [
            new("ApiVersion", ApiVersion.Newest.ToString()),
            new("MinAPIVersion", ApiVersion.Oldest.ToString()),
            new("Arch", Architectures.Go(engine.Architecture)),
            new("Os", engine.Os),
            new("KernelVersion", engine.KernelVersion),
            new("Framework", engine.Framework),
            new("Akka", engine.AkkaSource),
        ]),
    };
}
