"""Names of the generator as Latin letters write them in several countries' habits, English and French among them."""

from __future__ import annotations

# fmt: off
ROMANISED = {
    "أحمد": ["Ahmed", "Ahmad"], "محمد": ["Mohammed", "Mohamed", "Muhammad"], "فاطمة": ["Fatima", "Fatma", "Fatimah"],
    "سالم": ["Salem", "Salim"], "ليلى": ["Leila", "Layla", "Laila"], "خالد": ["Khaled", "Khalid"],
    "يوسف": ["Youssef", "Yusuf", "Yousef"], "مريم": ["Mariam", "Maryam", "Meryem"], "عمر": ["Omar", "Umar"],
    "حسن": ["Hassan", "Hasan"], "زينب": ["Zeinab", "Zaynab", "Zineb"], "كريم": ["Karim", "Kareem"],
    "الهاشمي": ["Al-Hashimi", "El Hachemi", "Al Hashemi", "Alhashimi"], "المصري": ["Al-Masri", "El Masry", "Almasri"],
    "حداد": ["Haddad"], "منصور": ["Mansour", "Mansur", "Mansoor"], "الخطيب": ["Al-Khatib", "El Khatib", "Alkhateeb"],
    "بركات": ["Barakat", "Baraket"], "شاهين": ["Shahin", "Chahine", "Shaheen"], "نصار": ["Nassar", "Nasser"],
    "العلي": ["Al-Ali", "El Ali", "Alali"], "قباني": ["Qabbani", "Kabbani", "Qabani"],
    "علی": ["Ali", "Aly"], "رضا": ["Reza", "Rida"], "زهرا": ["Zahra", "Zohra"],
    "حسین": ["Hossein", "Hussein", "Hosein"], "پریسا": ["Parisa"], "کاوه": ["Kaveh", "Kave"],
    "نرگس": ["Narges", "Nargess"], "سعید": ["Saeed", "Saïd", "Saeid"], "شیرین": ["Shirin", "Chirine"],
    "بهرام": ["Bahram"], "آرش": ["Arash", "Arach"],
    "رضایی": ["Rezaei", "Rezai", "Rezaee"], "کریمی": ["Karimi"], "احمدی": ["Ahmadi"],
    "موسوی": ["Mousavi", "Moussavi", "Musavi"], "یزدانی": ["Yazdani"], "شیرازی": ["Shirazi", "Chirazi"],
    "کاشانی": ["Kashani", "Kachani"], "فرهادی": ["Farhadi"], "بهمنی": ["Bahmani"], "تهرانی": ["Tehrani"],
    "Елена": ["Elena", "Yelena"], "Иван": ["Ivan"], "Иванна": ["Ivanna"], "Юлия": ["Yulia", "Julia", "Ioulia"],
    "Алексей": ["Alexey", "Aleksei", "Alexei"], "Александра": ["Alexandra", "Aleksandra"], "Мария": ["Maria", "Mariya"],
    "Михаил": ["Mikhail", "Mikhaïl"], "Ольга": ["Olga"], "Сергей": ["Sergey", "Sergei", "Sergueï"],
    "Дмитрий": ["Dmitry", "Dmitri", "Dimitri"], "Жанна": ["Zhanna", "Janna"],
    "Петров": ["Petrov"], "Соколова": ["Sokolova"], "Чехов": ["Chekhov", "Tchekhov"], "Жданов": ["Zhdanov", "Jdanov"],
    "Щукин": ["Shchukin", "Chtchoukine"], "Хохлов": ["Khokhlov"], "Яковлев": ["Yakovlev", "Iakovlev"],
    "Цветков": ["Tsvetkov"], "Ершов": ["Ershov", "Yershov", "Erchov"], "Зайцев": ["Zaitsev", "Zaytsev"],
    "Γιώργος": ["Giorgos", "Yorgos", "Georgios"], "Γεωργία": ["Georgia"], "Ελένη": ["Eleni"], "Νίκος": ["Nikos"],
    "Μαρία": ["Maria"], "Σοφία": ["Sofia", "Sophia"], "Δημήτρης": ["Dimitris"], "Κατερίνα": ["Katerina"],
    "Πέτρος": ["Petros"], "Χρήστος": ["Christos", "Hristos"],
    "Παπαδόπουλος": ["Papadopoulos"], "Νικολάου": ["Nikolaou"], "Σταύρου": ["Stavrou"],
    "Αγγελίδης": ["Angelidis", "Aggelidis"], "Βλάχος": ["Vlachos", "Vlahos"], "Ζέρβας": ["Zervas"],
    "Καλογεράς": ["Kalogeras"], "Ξενάκης": ["Xenakis"],
}
# fmt: on
