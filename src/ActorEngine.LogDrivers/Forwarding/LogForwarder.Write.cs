namespace ActorEngine.LogDrivers;

/// <summary>Emptying the buffer into the receiver.</summary>
internal sealed partial class LogForwarder
{
    private async Task WriteAsync(CancellationToken cancellation)
    {
        await using var sink = context.MakeSink();
        sink.Resume(settled.SinkState);
        while (await buffer.TakeAsync(cancellation).ConfigureAwait(false) is { } batch)
        {
            long weight = batch.Weight;
            using (batch)
            {
                await DeliverAsync(sink, batch, cancellation).ConfigureAwait(false);
                // Only lines that were counted when they were skipped are left of an old checkpoint's count.
                Save(settled with
                {
                    Position = batch.Next,
                    Skip = skip,
                    Open = batch.Open,
                    DroppedLines = settled.DroppedLines + batch.DroppedLines,
                    DroppedBytes = settled.DroppedBytes + batch.DroppedBytes + batch.LostFiles * context.Plan.FileSize,
                    SinkState = sink.State,
                });
            }

            buffer.Release(weight);
        }
    }

    private async Task DeliverAsync(ILogSink sink, LineBatch batch, CancellationToken cancellation)
    {
        int index = (int)Math.Min(skip, batch.Lines.Count);
        skip -= index;
        // Where fewer lines came than were to be skipped, dropped ones were among them.
        skip = Math.Max(0, skip - batch.DroppedLines);
        var pause = context.FirstPause;
        while (index < batch.Lines.Count)
        {
            try
            {
                int taken = await sink.WriteAsync(batch, index, cancellation).ConfigureAwait(false);
                index += taken;
                settled = settled with { DeliveredLines = settled.DeliveredLines + taken };
                pause = context.FirstPause;
                context.Shown.Fail("");
                buffer.Moved();
                if (index < batch.Lines.Count) Save(settled with { Skip = index, SinkState = sink.State });
            }
            catch (SinkException failed) when (failed.Settled > 0)
            {
                long bytes = 0;
                for (int i = 0; i < failed.Settled; i++) bytes += batch.Lines[index++].Text.Length;
                // Which of them were refused the receiver does not say.
                bytes = bytes * failed.Refused / failed.Settled;
                settled = settled with
                {
                    DeliveredLines = settled.DeliveredLines + failed.Settled - failed.Refused,
                    DroppedLines = settled.DroppedLines + failed.Refused,
                    DroppedBytes = settled.DroppedBytes + bytes,
                };
                context.Shown.Fail(failed.Message);
                Tell(failed.Refused, bytes);
                buffer.Moved();
            }
            catch (SinkException failed)
            {
                context.Shown.Fail(failed.Message);
                await Task.Delay(failed.Pause ?? pause, context.Time, cancellation).ConfigureAwait(false);
                pause = pause * 2 < context.LongestPause ? pause * 2 : context.LongestPause;
            }
        }
    }

    private void Save(Checkpoint next)
    {
        settled = next;
        checkpoints.Save(next);
        context.Shown.Set(next);
    }
}
