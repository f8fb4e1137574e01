using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class UpdateVerb
{
    public static Verb Definition => new("update", "change limits and restart policy of containers")
    {
        Synopsis = ["[OPTIONS] CONTAINER [CONTAINER...]"],
        Description = "Changes the limits and the restart policy of each container, at once where it runs. What is not named stays as it is.",
        Options =
        [
            .. ResourceOptions.Changeable,
            Option.Value("restart", "POLICY", "When to start it again after an exit: no, always, unless-stopped, on-failure[:N]; and on-unhealthy, alone or behind a comma.") with
            {
                Section = "Container",
                Choices = ["no", "always", "unless-stopped", "on-failure", "on-unhealthy"],
            },
        ],
        Least = 1,
        Completes = Completes.Container,
        Examples = [new("actorctl update --memory 1g --cpus 2 db", "Give a container more room.")],
        SeeAlso = ["run", "stats"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Invocation call)
    {
        var limits = ResourceOptions.Read(call.Arguments);
        var restart = call.Arguments.Value("restart", SmallSyntax.Restart);
        if (restart is null && limits == new ResourceLimits())
            throw new UsageException("update: nothing to change is named; add an option such as --memory 512m.", 1) { Verb = "update" };
        return call.ForEachAsync(async (connection, operand) =>
        {
            var updated = await connection.DemandAsync<ContainerUpdated>(new UpdateContainer(new ContainerReference(operand), limits) { Restart = restart });
            foreach (string warning in updated.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
            return operand;
        });
    }
}
