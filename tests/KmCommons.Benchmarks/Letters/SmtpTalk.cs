using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Benchmarks;

/// <summary>One client's conversation with a <see cref="SmtpSink"/>: answers what stands in the buffer at once, as PIPELINING (RFC 2920) allows.</summary>
sealed class SmtpTalk(SmtpSink sink, Socket socket)
{
    const int Head = 4096;
    readonly StringBuilder answers = new("220 sink.example ESMTP\r\n");
    bool inContent, isOver;

    /// <summary>Talks until the client hangs up or is hung up on.</summary>
    public async Task Run(CancellationToken stop)
    {
        using (socket)
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket);
            var reader = PipeReader.Create(stream, new(bufferSize: 64 * 1024));
            try
            {
                for (var more = true; more; )
                {
                    if (answers.Length > 0)
                        await stream.WriteAsync(Encoding.ASCII.GetBytes(answers.ToString()), stop);
                    answers.Clear();
                    var read = isOver ? default : await reader.ReadAsync(stop);
                    var rest = read.Buffer;
                    while (!isOver && (inContent ? Content(ref rest) : Command(ref rest))) { }
                    more = !isOver && !read.IsCompleted;
                    if (more)
                        reader.AdvanceTo(rest.Start, rest.End);
                }
                if (answers.Length > 0)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answers.ToString()), stop);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException) { /* killed in the middle, or the measurement is over */ }
        }
    }

    bool Command(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
            return false;
        rest = rest.Slice(reader.Position);
        var word = Encoding.ASCII.GetString(line).Split(' ', ':')[0].ToUpperInvariant();
        (inContent, isOver) = (word == "DATA", word == "QUIT");
        answers.Append(word switch { "EHLO" => "250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME", "DATA" => "354 go ahead", "QUIT" => "221 bye", _ => "250 ok" }).Append("\r\n");
        return true;
    }

    bool Content(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> letter, "\r\n.\r\n"u8))
            return false;
        using var print = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in letter)
            print.AppendData(piece.Span);
        var head = Encoding.ASCII.GetString(letter.Slice(0, Math.Min(Head, letter.Length)));
        var at = head.IndexOf("\r\nMessage-ID: <", StringComparison.OrdinalIgnoreCase) + "\r\nMessage-ID: <".Length;
        if (sink.Take(head[at..head.IndexOf('>', at)], Convert.ToHexStringLower(print.GetHashAndReset())))
            answers.Append("250 taken\r\n");
        else
            isOver = true;
        rest = rest.Slice(reader.Position);
        inContent = false;
        return true;
    }
}
