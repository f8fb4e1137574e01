using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Registries;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Images;

/// <summary>Sends an image to its registry and tells how it goes.</summary>
internal static class PushCommand
{
    public static async Task RunAsync(Call call)
    {
        string name = ImageNames.Join(call.Name(), call.Query("tag"));
        var parsed = ImageNames.Parse(name);
        if (call.Version.Has(1, 46) && ImagePlatform.Read(call.Text("platform")) is { } platform)
        {
            var image = await call.AskAsync<ImageInspection>(new InspectImage(new ImageReference(name))).ConfigureAwait(false);
            ImagePlatform.Check(platform, ImageResource.PlatformOf(image), name);
        }

        var command = new PushImage(new ImageReference(name))
        {
            AllTags = parsed is { Tag: null, Digest: null },
            Credentials = RegistryAuth.Read(call.Http.Request.Headers[RegistryAuth.Header], parsed.Domain),
        };
        await ProgressStream.RunAsync(call, output => TellAsync(call, command, parsed, output)).ConfigureAwait(false);
    }

    private static async Task TellAsync(Call call, PushImage command, ReferenceName name, ProgressStream output)
    {
        bool told = false;
        await using var stream = await call.OpenAsync(command).ConfigureAwait(false);
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            switch (element)
            {
                case StreamElement.Item { Value: TransferBegan } when !told:
                    told = true;
                    await output.StatusAsync($"The push refers to repository [{name.Repository}]").ConfigureAwait(false);
                    break;
                case StreamElement.Item { Value: TransferProgress progress }:
                    if (PushLines.Of(progress) is { } line) await output.WriteAsync(line).ConfigureAwait(false);
                    break;
                case StreamElement.Item { Value: StreamNotice notice }: await output.StatusAsync(notice.Message).ConfigureAwait(false); break;
                case StreamElement.End { Reply: Fault fault }: throw PushLines.Failure(fault, name);
                case StreamElement.End { Reply: ImagesPushed pushed }:
                    foreach (var result in pushed.Images.SelectMany(PushLines.Results)) await output.WriteAsync(result).ConfigureAwait(false);
                    break;
            }
        }
    }
}
