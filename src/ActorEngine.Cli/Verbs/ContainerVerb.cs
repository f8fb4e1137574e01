using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that do one thing to each container named.</summary>
internal static class ContainerVerb
{
    public static Verb Of(string name, string summary, string description, Func<Invocation, ContainerReference, IMessage> message) => new(name, summary)
    {
        Synopsis = ["[OPTIONS] CONTAINER [CONTAINER...]"],
        Description = description,
        Least = 1,
        Completes = Completes.Container,
        Run = call => call.ForEachAsync(async (connection, operand) =>
        {
            await Streams.Demands.DemandAsync<Done>(connection, message(call, new ContainerReference(operand)));
            return operand;
        }),
    };
}
