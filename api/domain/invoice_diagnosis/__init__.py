"""Why an invoice came back, why it is not paid, and what to do: pure functions, French words.

`facts` is what is read, `findings` what is wrong with it, `payment` where the delay stands,
`diagnosis` puts them together for the side that asks, in the words of `supplier_words` and
`recipient_words`.
"""
