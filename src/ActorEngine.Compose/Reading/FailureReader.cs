using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>What the engine does about a service that keeps failing: the extension <c>x-actorengine</c> of a service, or of the whole file.</summary>
internal static class FailureReader
{
    public static FailurePolicy Read(Node? node, string path, FailurePolicy otherwise)
    {
        if (node is null) return otherwise;
        var fields = new Fields(node, path);
        var policy = new FailurePolicy
        {
            Action = fields.Parsed("on-failure", Action) ?? otherwise.Action,
            Failures = fields.Parsed("failures", text => Numbers.Within(text, 0, 10_000)) ?? otherwise.Failures,
            WindowSeconds = fields.Parsed("window", text => Scalars.Seconds(text) is > 0 and var seconds ? seconds : throw new FormatException("the window is at least a second")) ?? otherwise.WindowSeconds,
        };
        fields.Done();
        return policy;
    }

    private static FailureAction Action(string text) => text switch
    {
        "ignore" => FailureAction.Ignore,
        "stop-dependents" => FailureAction.StopDependents,
        "stop-project" => FailureAction.StopProject,
        _ => throw new FormatException($"'{text}' is not an action; write ignore, stop-dependents or stop-project"),
    };
}
