using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Images;

/// <summary>ImageCreate: a pull where an image is named, else an import.</summary>
internal static class ImageCreation
{
    public static Task CreateAsync(Call call) => call.Text("fromImage") is not null ? PullCommand.RunAsync(call) : ImportCommand.RunAsync(call);
}
