using System.Text;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Calls;

/// <summary>
/// An answer of JSON lines that tell how something goes. What fails before the first line is an answer with a status of its own; after it, the last
/// line says so, since the status has been sent.
/// </summary>
internal sealed class ProgressStream(Call call)
{
    /// <summary>Something has been sent.</summary>
    public bool Begun { get; private set; }

    /// <summary>Does the work that tells of itself.</summary>
    /// <param name="always">What was asked for and cannot be done is told in a line also where nothing was told before.</param>
    /// <exception cref="ApiException">It failed before it had told anything.</exception>
    public static async Task RunAsync(Call call, Func<ProgressStream, Task> work, bool always = false)
    {
        var stream = new ProgressStream(call);
        try
        {
            await work(stream).ConfigureAwait(false);
        }
        catch (ApiException error) when (stream.Begun || (always && error.Status is not (401 or 403 or 503)))
        {
            await stream.WriteAsync(ErrorLine(error.Message, error is BuildFailure failure ? failure.ExitCode : 0)).ConfigureAwait(false);
        }
        catch (EngineConnectionException error) when (stream.Begun)
        {
            await stream.WriteAsync(ErrorLine(error.Message, 0)).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the head, where nothing is to be told for a while.</summary>
    public async Task BeginAsync()
    {
        if (Begun) return;
        Begun = true;
        await call.BeginAsync().ConfigureAwait(false);
    }

    /// <summary>Sends one line.</summary>
    public async Task WriteAsync(Fields line)
    {
        await BeginAsync().ConfigureAwait(false);
        var body = call.Http.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes(FieldsJson.Write(line) + "\r\n"), call.Aborted).ConfigureAwait(false);
        await body.FlushAsync(call.Aborted).ConfigureAwait(false);
    }

    /// <summary>Sends text as it is to be shown.</summary>
    public Task TextAsync(string text) => WriteAsync(new Fields { ["stream"] = text });

    /// <summary>Sends a status without an object.</summary>
    public Task StatusAsync(string status) => WriteAsync(new Fields { ["status"] = status });

    /// <summary>The line of a failure; the exit code of a program that is to blame, else 0.</summary>
    public static Fields ErrorLine(string message, int exitCode)
    {
        var detail = new Fields();
        if (exitCode != 0) detail["code"] = exitCode;
        detail["message"] = message;
        return new Fields { ["errorDetail"] = detail, ["error"] = message };
    }
}
