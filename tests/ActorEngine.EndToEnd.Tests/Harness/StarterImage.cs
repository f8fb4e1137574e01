namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>The busybox root file system that deploy/starter-image makes, as one tar file per test run.</summary>
internal static class StarterImage
{
    private static readonly Lazy<Task<string>> File = new(Make);

    public static Task<string> Tar() => File.Value;

    private static async Task<string> Make()
    {
        var file = Path.Combine(Path.GetTempPath(), $"actorengine-starter-{Environment.ProcessId}.tar");
        (await Command.Run("bash", "-c", $"'{Checkout.Root}/deploy/starter-image' > '{file}'")).Expect();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(file);
        return file;
    }
}
