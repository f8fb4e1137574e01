namespace ActorEngine.Gateway.Node;

/// <summary>Names of processor architectures: those of Go and those of uname(2).</summary>
internal static class Architectures
{
    public static string Go(string name) => name switch
    {
        "x64" or "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" or "i686" => "386",
        "armv7l" => "arm",
        _ => name,
    };

    public static string Machine(string name) => name switch
    {
        "x64" or "amd64" => "x86_64",
        "arm64" => "aarch64",
        _ => name,
    };
}
