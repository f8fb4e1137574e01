using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Carries what a client types to a program.</summary>
internal static class InputPump
{
    /// <summary>Until the client half-closes, which ends the program's input, or the program stops reading for ever.</summary>
    /// <param name="closes">False where the program's input stays open.</param>
    public static async Task RunAsync(IEngineCall call, IStdioChannel stdio, CancellationToken over, bool closes = true)
    {
        try
        {
            await foreach (var element in call.ReadAsync(over).ConfigureAwait(false))
                if (element is StreamElement.Data data) await stdio.WriteInputAsync(data.Bytes, over).ConfigureAwait(false);
            if (closes) await stdio.CloseInputAsync(over).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The program has ended or closed its stdin: what comes after is dropped, as a pipe would.
        }
    }
}
