using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Whether an image is for the platform that a container is asked to be of.</summary>
internal static class PlatformCheck
{
    /// <summary>Null where it is, or where nothing is asked.</summary>
    public static Fault? Of(ImageDocument image, PrepareSnapshot command)
    {
        if (command.Platform is not { Length: > 0 } text) return null;
        if (Platform.TryParse(text) is not { } wanted)
            return new Fault(FaultCode.InvalidArgument, $"\"{text}\" is not a platform; write OS[/ARCHITECTURE[/VARIANT]], such as linux/amd64.") { Field = "platform" };
        var own = Platform.Normal(image.Os, image.Architecture, image.Variant ?? "");
        return wanted.Suits(own) is not null ? null
            : new Fault(FaultCode.NotFound, $"image with reference {command.Image} was found but its platform ({own}) does not match the specified platform ({wanted})") { Field = "platform" };
    }
}
