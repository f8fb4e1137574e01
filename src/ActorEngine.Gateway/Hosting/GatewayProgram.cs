namespace ActorEngine.Gateway.Hosting;

/// <summary>The program: reads its arguments, serves until it is told to end.</summary>
internal static class GatewayProgram
{
    /// <summary>0 after a proper end, 1 where it could not begin, 2 for bad arguments.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        GatewayOptions options;
        try
        {
            options = GatewayOptions.Parse(arguments);
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync($"actor-gateway: {error.Message}\n{GatewayOptions.Usage}").ConfigureAwait(false);
            return 2;
        }

        try
        {
            await using var server = GatewayServer.Build(options);
            await server.RunAsync().ConfigureAwait(false);
            return 0;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync($"actor-gateway: {error.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
