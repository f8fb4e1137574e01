using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Registries;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Building;

/// <summary>ImageBuild: sends the context on, and tells how the build goes in the words of the classic protocol.</summary>
internal static class BuildCommand
{
    public static async Task RunAsync(Call call)
    {
        var command = await CachesAsync(call, BuildRequest.ToCommand(call)).ConfigureAwait(false);
        var credentials = RegistryAuth.ReadMany(call.Http.Request.Headers[RegistryAuth.ManyHeader]);
        await ProgressStream.RunAsync(call, output => BuildAsync(call, command, credentials, output)).ConfigureAwait(false);
    }

    // Images that bring a cache along have to be here, and where none is, nothing serves as a cache.
    private static async Task<BuildImage> CachesAsync(Call call, BuildImage command)
    {
        List<ImageReference> here = [];
        foreach (var image in command.CacheFrom)
        {
            try
            {
                await call.AskAsync<ImageInspection>(new InspectImage(image)).ConfigureAwait(false);
                here.Add(image);
            }
            catch (ApiException missing) when (missing.Status is 404 or 400)
            {
                // It brings nothing.
            }
        }

        return command with { CacheFrom = here, NoCache = command.NoCache || (command.CacheFrom.Count > 0 && here.Count == 0) };
    }

    private static async Task BuildAsync(Call call, BuildImage command, IReadOnlyDictionary<string, RegistryCredentials> credentials, ProgressStream output)
    {
        bool aux = call.Version.Has(1, 30);
        IBuildTeller teller = call.Flag("q") ? new QuietTeller(output) : new StreamTeller(output, aux);
        var narration = new BuildNarration(teller.WriteAsync);
        await using var stream = await call.OpenAsync(command).ConfigureAwait(false);
        var sending = command.Context == BuildContextKind.Archive ? SendAsync(call, stream) : Task.CompletedTask;
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            switch (element)
            {
                case StreamElement.Item { Value: BuildOutline outline }: narration.On(outline); break;
                case StreamElement.Item { Value: BuildStep step }: await narration.OnAsync(step).ConfigureAwait(false); break;
                case StreamElement.Item { Value: BuildOutput said }: await narration.OnAsync(said).ConfigureAwait(false); break;
                case StreamElement.Item { Value: CredentialsWanted wanted }:
                    await stream.SendItemAsync(new CredentialsGiven(wanted.Number) { Credentials = credentials.GetValueOrDefault(wanted.Registry) }, call.Aborted).ConfigureAwait(false);
                    break;
                case StreamElement.End { Reply: ImageBuilt built }:
                    await narration.FinishAsync(built).ConfigureAwait(false);
                    await teller.FinishAsync(built).ConfigureAwait(false);
                    break;
                case StreamElement.End { Reply: Fault fault }:
                    await teller.FailAsync().ConfigureAwait(false);
                    throw narration.Failure(fault);
            }
        }

        await sending.ConfigureAwait(false);
    }

    private static async Task SendAsync(Call call, EngineStream stream)
    {
        try
        {
            byte[] buffer = new byte[64 * 1024];
            while (await call.Http.Request.Body.ReadAsync(buffer, call.Aborted).ConfigureAwait(false) is > 0 and int count)
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellation: call.Aborted).ConfigureAwait(false);
            await stream.SendItemAsync(new ContextSent(), call.Aborted).ConfigureAwait(false);
        }
        catch (Exception over) when (over is OperationCanceledException or EngineConnectionException)
        {
            // The answer came before the end of the context, or the engine or the client went away; whoever reads the answer is told.
        }
        catch (IOException)
        {
            // The body broke off: the engine is told that no more comes, and says what it makes of that.
            await stream.CompleteWritesAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
